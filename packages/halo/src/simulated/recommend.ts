import type { FindingClass, HarnessComponent, Level } from "@loopwright/core";
import type { DraftRecommendation } from "../diagnosis/draft.ts";
import { citing } from "../evidence/quotable.ts";
import type { Finding } from "./group-findings.ts";
import type { HarnessRule } from "./harness-rules.ts";
import type { ShownFile } from "./read-material.ts";
import { isInForce } from "./guidance-trigger.ts";
import { asInstruction, withoutFigures } from "./wording.ts";

/** Turns a finding into the change that would have prevented it. */
export function recommend(
  finding: Finding,
  files: readonly ShownFile[],
  id: string,
): DraftRecommendation {
  const verdict = verdictOn(finding, files);
  const titles = distinct(finding.problems.map((problem) => problem.title));
  const title = titles.slice(0, 2).map(withoutEnd).join("; ");
  const evals = [...new Set(finding.problems.flatMap((problem) => problem.evals))];
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
      ...harnessClaim(finding, verdict.class),
    ],
  };
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

function withoutEnd(title: string): string {
  return withoutFigures(title).replace(/[.。]$/, "");
}

interface Verdict {
  component: HarnessComponent;
  class: FindingClass;
  verb: string;
  change: string;
  targetFile: string | null;
}

function verdictOn(finding: Finding, files: readonly ShownFile[]): Verdict {
  const { search, problems } = finding;
  const [first] = problems;
  const rule = search.nearest;
  if (!first || first.source === "judge") return undecided();
  if (first.source === "error") return failing();
  const rules = distinct(problems.map((problem) => problem.rule));
  const wording = asInstruction(rules.slice(0, 3).join(" "));
  if (search.stance === "absent" || !rule) return missing(finding, wording, files);
  if (search.stance === "contrary") return contrary(rule, wording);
  const question = problems.find((problem) => !isInForce(rule.path, problem.question, files));
  return question ? notInForce(rule) : broken(finding, rule, files);
}

function undecided(): Verdict {
  return {
    component: "evals",
    class: "implementation_or_observability_defect",
    verb: "Make decidable",
    change:
      "The eval ran, but no verdict came of it. Find out from its error whether the judge, its time limit or the rubric is at fault, and mend that before anything is concluded from the gate.",
    targetFile: null,
  };
}

function failing(): Verdict {
  return {
    component: "control_flow",
    class: "implementation_or_observability_defect",
    verb: "Repair",
    change:
      "Runs ended with an error instead of an answer. Follow the cited span to the step that failed, mend its cause (a tool, a limit on turns or time, the sandbox), and let a run that comes near a limit give the answer that it has.",
    targetFile: null,
  };
}

function missing(finding: Finding, wording: string, files: readonly ShownFile[]): Verdict {
  const rule = finding.search.nearest;
  const component = componentFor(finding, rule);
  const target =
    component === "artifact_schema"
      ? (files.find((file) => /\.ya?ml$/.test(file.path) && !file.path.includes("/"))?.path ?? null)
      : (rule?.path ?? null);
  const place = rule ? `${rule.path}, beside line ${rule.line}` : "the instructions";
  return {
    component,
    class: "missing_requirement",
    verb: "Require",
    change: `Add to ${place}: "${wording}" No rule in the harness asks for this so far. Word it for every question that it applies to, without figures or names from one run.`,
    targetFile: target,
  };
}

function contrary(rule: HarnessRule, wording: string): Verdict {
  return {
    component: componentOf(rule.path),
    class: "missing_requirement",
    verb: "Turn round",
    change: `Line ${rule.line} of ${rule.path} asks for the opposite of what is wanted. Replace it by: "${wording}"`,
    targetFile: rule.path,
  };
}

function notInForce(rule: HarnessRule): Verdict {
  return {
    component: "routing",
    class: "implementation_or_observability_defect",
    verb: "Apply",
    change: `The rule stands in ${rule.path}, but its trigger did not match the question of the run, so that the agent never saw it. Widen "when" in the front matter of ${rule.path} so that questions like this one bring it in, or move the rule to the instructions.`,
    targetFile: rule.path,
  };
}

function broken(finding: Finding, rule: HarnessRule, files: readonly ShownFile[]): Verdict {
  const runs = new Set(finding.problems.map((problem) => problem.run)).size;
  const checker = files.find((file) => /^tools\/(validate|check)/.test(file.path))?.path;
  const fromSpans = finding.problems.every((problem) => problem.source === "spans");
  return {
    component: fromSpans ? "control_flow" : componentOf(rule.path),
    class: "not_reliably_followed",
    verb: "Enforce",
    change: [
      `Line ${rule.line} of ${rule.path} already asks for this, and ${runs} run(s) broke it. Adding it once more will not help.`,
      `Keep the rule, give it an example of a right and a wrong answer, and repeat it as a step of its own in a list to be gone through directly before the answer.`,
      ...(checker
        ? [
            `Let ${checker} report it when an answer leaves it out, so that the run has to repair it.`,
          ]
        : []),
    ].join(" "),
    targetFile: rule.path,
  };
}

function harnessClaim({ search }: Finding, findingClass: FindingClass) {
  const rule = search.nearest;
  if (!rule) return [];
  const text =
    findingClass === "missing_requirement"
      ? search.stance === "contrary"
        ? "This rule asks for the opposite."
        : "No rule asks for it; it belongs beside this line."
      : "This rule asks for it.";
  return [
    { text, about: rule.path, evidence: [citing(`harness:${rule.path}:${rule.line}`, rule.quote)] },
  ];
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
  if (path.startsWith("tools/")) return "tools";
  return "prompt";
}
