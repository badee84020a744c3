import type { HarnessComponent, Level } from "@loopwright/core";
import type { Mend } from "../analysis/problem.ts";
import {
  addRule,
  bringIntoForce,
  enforceRule,
  turnRound,
} from "../analysis/recommend/change-text.ts";
import { asInstruction, withoutFigures } from "../analysis/recommend/wording.ts";
import type { DraftRecommendation } from "../diagnosis/draft.ts";
import { citing } from "../evidence/quotable.ts";
import type { Finding } from "./group-findings.ts";
import { isInForce } from "./guidance-trigger.ts";
import type { HarnessRule } from "./harness-rules.ts";
import type { ShownFile } from "./read-material.ts";

/** Turns a finding into the change that would have prevented it. */
export function recommend(
  finding: Finding,
  files: readonly ShownFile[],
  id: string,
): DraftRecommendation {
  const verdict = verdictOn(finding, files);
  const titles = distinct(finding.problems.map((problem) => problem.title));
  const title = titles.slice(0, 2).map(withoutEnd).join("; ");
  const evals = distinct(finding.problems.flatMap((problem) => problem.evals));
  const runs = new Set(finding.problems.map((problem) => problem.run));
  return {
    id,
    component: verdict.component,
    class: verdict.class,
    title: `${verdict.verb}: ${title}`,
    change: verdict.change,
    target_file: verdict.targetFile,
    impact: finding.weight >= 5 ? "high" : finding.weight >= 1 ? "medium" : "low",
    confidence: confidenceOf(finding),
    effort: verdict.component === "tools" ? "medium" : "low",
    validation:
      evals.length > 0
        ? `Run the same questions again: ${evals.join(", ")} should pass, and no eval that passes now should fail.`
        : `Run the same questions again: the ${runs.size} run(s) cited here should no longer show it.`,
    claims: [
      ...finding.problems.flatMap((problem) => problem.claims),
      ...harnessClaim(finding, verdict),
    ],
  };
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

function withoutEnd(title: string): string {
  return withoutFigures(title).replace(/[.。]$/, "");
}

function verdictOn(finding: Finding, files: readonly ShownFile[]): Mend {
  const { search, problems } = finding;
  const [first] = problems;
  const rule = search.nearest;
  if (!first || first.source === "judge") return undecided;
  if (first.source === "error") return failing;
  const rules = distinct(problems.map((problem) => problem.rule));
  const wording = asInstruction(rules.slice(0, 3).join(" "));
  if (search.stance === "absent" || !rule) return missing(finding, wording, files);
  if (search.stance === "contrary")
    return {
      component: componentOf(rule.path),
      class: "missing_requirement",
      verb: "Turn round",
      change: turnRound(wording, rule),
      targetFile: rule.path,
    };
  const unseen = problems.find((problem) => !isInForce(rule.path, problem.question, files));
  return unseen
    ? {
        component: "routing",
        class: "implementation_or_observability_defect",
        verb: "Apply",
        change: bringIntoForce(rule, unseen.question),
        targetFile: rule.path,
      }
    : broken(finding, { rule, wording, files });
}

const undecided: Mend = {
  component: "evals",
  class: "implementation_or_observability_defect",
  verb: "Make decidable",
  change:
    "The eval ran, but no verdict came of it. Find out from its error whether the judge, its time limit or the rubric is at fault, and mend that before anything is concluded from the gate.",
  targetFile: null,
};

const failing: Mend = {
  component: "control_flow",
  class: "implementation_or_observability_defect",
  verb: "Repair",
  change:
    "Runs ended with an error instead of an answer. Follow the cited span to the step that failed, mend its cause (a tool, a limit on turns or time, the sandbox), and let a run that comes near a limit give the answer that it has.",
  targetFile: null,
};

function missing(finding: Finding, wording: string, files: readonly ShownFile[]): Mend {
  const rule = finding.search.nearest;
  const component = componentFor(finding, rule);
  const settings = files.find(({ path }) => /^[^/]+\.ya?ml$/.test(path))?.path ?? null;
  return {
    component,
    class: "missing_requirement",
    verb: "Require",
    change: addRule(wording, rule),
    targetFile: component === "artifact_schema" ? settings : (rule?.path ?? null),
  };
}

function broken(
  finding: Finding,
  given: { rule: HarnessRule; wording: string; files: readonly ShownFile[] },
): Mend {
  const { rule, wording, files } = given;
  const fromSpans = finding.problems.every((problem) => problem.source === "spans");
  return {
    component: fromSpans ? "control_flow" : componentOf(rule.path),
    class: "not_reliably_followed",
    verb: "Enforce",
    change: enforceRule({
      place: rule,
      wording,
      runs: new Set(finding.problems.map((problem) => problem.run)).size,
      named: [],
      checker: files.find((file) => /^tools\/(validate|check)/.test(file.path))?.path,
    }),
    targetFile: rule.path,
  };
}

function harnessClaim({ search }: Finding, verdict: Mend) {
  const rule = search.nearest;
  if (!rule) return [];
  const isMissing = verdict.class === "missing_requirement";
  const absent = "No rule asks for it; it belongs beside this line.";
  const contrary = "This rule asks for the opposite.";
  const text = isMissing
    ? search.stance === "contrary"
      ? contrary
      : absent
    : "This rule asks for it.";
  const ref = `harness:${rule.path}:${rule.line}`;
  return [{ text, about: rule.path, evidence: [citing(ref, rule.quote)] }];
}

function confidenceOf({ problems }: Finding): Level {
  const sources = new Set(problems.map((problem) => problem.source));
  const hasPerson = problems.some((problem) =>
    problem.claims.some((claim) => claim.evidence.some((one) => one.ref.startsWith("feedback:"))),
  );
  if (sources.has("gate")) return hasPerson || problems.length > 1 ? "high" : "medium";
  // Spans tell what happened, but not whether it harmed the answer.
  return hasPerson || sources.has("spans") ? "medium" : "low";
}

function componentFor({ problems }: Finding, rule: HarnessRule | undefined): HarnessComponent {
  if (problems.every((problem) => problem.source === "spans")) return "control_flow";
  const wish = problems.map((problem) => problem.wish).join(" ");
  if (/\b[\w-]+\.(?:json|csv|md)\b.*\b(?:field|column|record|artifact)s?\b/i.test(wish))
    return "artifact_schema";
  return rule ? componentOf(rule.path) : "prompt";
}

function componentOf(path: string): HarnessComponent {
  if (path.startsWith("guidance/")) return "skills";
  return path.startsWith("tools/") ? "tools" : "prompt";
}
