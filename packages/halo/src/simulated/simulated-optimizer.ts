import type { ScriptedModel, ScriptedRequest } from "@loopwright/core/model";
import type { DraftDiagnosis, DraftRevision } from "../diagnosis/draft.ts";
import { groupFindings } from "./group-findings.ts";
import { rulesIn } from "./harness-rules.ts";
import { learnLikeness } from "./likeness.ts";
import type { Problem } from "./problem.ts";
import { problemsIn } from "./problems.ts";
import { hasEngineTools, replyWithTools } from "./simulated-reader.ts";
import { readMaterial, type Entry, type Material } from "./read-material.ts";
import { recommend } from "./recommend.ts";

/**
 * A scripted optimizer. Offered the engine's tools it reads traces with them; else it reads harness and evidence
 * out of the request, looks for the rule behind each
 * failed eval and each unmet wish of a reviewer, and proposes what a careful but plain reader would. It knows
 * nothing beyond the request; its diagnoses show that the machinery works, not what a live model would find.
 *
 * @example createSimulator({ models: { "sim-optimizer": simulatedOptimizer() } })
 */
export function simulatedOptimizer(): ScriptedModel {
  return (request) =>
    hasEngineTools(request)
      ? replyWithTools(request)
      : [{ type: "text", text: JSON.stringify(replyTo(request)) }];
}

function replyTo(request: ScriptedRequest): DraftDiagnosis | DraftRevision {
  // It quotes by copying; what was refused once it has no better evidence for.
  if (request.responseFormat?.name === "revision") return { recommendations: [] };
  return diagnosisOf(readMaterial(request));
}

function diagnosisOf({ files, entries }: Material): DraftDiagnosis {
  const rules = rulesIn(files);
  const texts = [...rules.map((rule) => rule.text), ...entries.flatMap(textsOf)];
  const likeness = learnLikeness([...new Set(texts)]);
  const problems = problemsIn(entries, likeness);
  const findings = groupFindings({ problems, rules, likeness });
  return {
    summary: summaryOf(problems),
    recommendations: findings.map((finding, index) =>
      recommend(finding, files, `draft-${index + 1}`),
    ),
    insights: {
      traces: [],
      human_feedback: [],
      llm_feedback: [],
      generated_evals: [],
      eval_gate_results: [],
      harness_config: [],
    },
  };
}

function summaryOf(problems: readonly Problem[]): string {
  const titles = [...new Set(problems.filter((one) => one.weight >= 2).map((one) => one.title))];
  if (problems.length === 0)
    return "Nothing in this evidence went wrong, so that there is nothing to mend.";
  return titles.length === 0
    ? "No eval failed and no reviewer's wish went unmet; what remains are lapses of order in the runs."
    : `The greatest gaps are: ${titles
        .slice(0, 3)
        .map((title) => title.replace(/[.。]$/, ""))
        .join("; ")}.`;
}

/** What entries say about behaviour; spans' own texts would only teach how often tools are named. */
function textsOf(entry: Entry): string[] {
  if (!/^(eval|feedback|gate):/.test(entry.ref)) return [];
  return Object.entries(entry)
    .filter(([key]) => !["ref", "about", "kind", "run"].includes(key))
    .flatMap(([, value]) => (Array.isArray(value) ? value : [String(value)]));
}
