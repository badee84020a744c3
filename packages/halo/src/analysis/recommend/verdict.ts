import type { HarnessComponent, HarnessConfig } from "@loopwright/core";
import type { Finding } from "../findings.ts";
import type { Mend } from "../problem.ts";
import { isInForce, type Rule } from "../rules/rules-of.ts";
import { addRule, bringIntoForce, enforceRule, enforceStep, turnRound } from "./change-text.ts";
import { asInstruction, reasonsIn } from "./wording.ts";

/** Runs that are named where a rule was broken; the claims show more. */
const namedAtMost = 4;

/** What kind of fault a finding is, and the change that mends it. */
export function verdictOn(
  finding: Finding,
  harness: HarnessConfig,
  labelOf: (traceId: string) => string,
): Mend {
  const { search, problems } = finding;
  const settled = problems[0]?.settled;
  if (settled) return settled;
  const rule = search.nearest;
  const wordings = [...new Set(problems.map((problem) => problem.wording))];
  const wording = asInstruction(wordings.slice(0, 3).join(" "));
  if (!rule || search.stance === "absent") return missing(finding, wording, harness);
  if (search.stance === "contrary") return contrary(finding, rule, wording);
  const unseen = problems.find(({ wish }) => !isInForce(rule, wish.question));
  return unseen
    ? notInForce(rule, unseen.wish.question)
    : broken(finding, { rule, wording, harness, labelOf });
}

function missing(finding: Finding, wording: string, harness: HarnessConfig): Mend {
  const rule = finding.search.nearest;
  const component = componentFor(finding, rule);
  const settings = harness.files.find(({ path }) => /^[^/]+\.ya?ml$/.test(path))?.path ?? null;
  return {
    component,
    class: "missing_requirement",
    verb: "Require",
    change: addRule(wording, rule, reasonsIn(finding.problems.map(({ wish }) => wish.said ?? ""))),
    targetFile: component === "artifact_schema" ? settings : (rule?.path ?? null),
  };
}

function contrary(finding: Finding, rule: Rule, wording: string): Mend {
  return {
    component: componentFor(finding, rule),
    class: "missing_requirement",
    verb: "Turn round",
    change: turnRound(wording, rule),
    targetFile: rule.path,
  };
}

function notInForce(rule: Rule, question: string): Mend {
  return {
    component: "routing",
    class: "implementation_or_observability_defect",
    verb: "Apply",
    change: bringIntoForce(rule, question),
    targetFile: rule.path,
  };
}

function broken(
  finding: Finding,
  given: {
    rule: Rule;
    wording: string;
    harness: HarnessConfig;
    labelOf: (traceId: string) => string;
  },
): Mend {
  const { rule, wording, harness, labelOf } = given;
  const ids = [...new Set(finding.problems.map((problem) => problem.traceId))];
  const labels = ids.map(labelOf).filter((label) => label !== "");
  const component = componentFor(finding, rule);
  const broke = { place: rule, runs: ids.length, named: labels.slice(0, namedAtMost) };
  const checker = harness.files.find((file) => /^tools\/(?:validate|check)/.test(file.path))?.path;
  return {
    component,
    class: "not_reliably_followed",
    verb: "Enforce",
    change:
      component === "control_flow"
        ? enforceStep(broke)
        : enforceRule({ ...broke, wording, checker }),
    targetFile: rule.path,
  };
}

function componentFor({ problems }: Finding, rule: Rule | undefined): HarnessComponent {
  if (problems.every((problem) => problem.source === "spans" && problem.wish.isStep))
    return "control_flow";
  const wishes = problems.flatMap((problem) => problem.wish.wants).join(" ");
  if (/\b[\w-]+\.(?:json|csv)\b[^.]*\b(?:field|column|record)s?\b/i.test(wishes))
    return "artifact_schema";
  return rule?.guidance ? "skills" : "prompt";
}
