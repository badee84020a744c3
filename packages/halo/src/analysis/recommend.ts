import type { FindingClass, HarnessComponent, HarnessConfig, Level } from "@loopwright/core";
import type { DraftClaim, DraftRecommendation } from "../diagnosis/draft.ts";
import { citing } from "../evidence/quotable.ts";
import type { Finding } from "./findings.ts";
import { isInForce, type Rule } from "./rules/rules-of.ts";
import { asInstruction, withoutFigures } from "./wording.ts";

/** Enough to see the pattern; the rest would bury it. */
const claimsAtMost = 9;

/** Turns a finding into the change that would have prevented it. */
export function recommend(
  finding: Finding,
  harness: HarnessConfig,
  id: string,
): DraftRecommendation {
  const verdict = verdictOn(finding, harness);
  const titles = [...new Set(finding.problems.map((problem) => problem.title))];
  const evals = [...new Set(finding.problems.flatMap((problem) => problem.evals))];
  const runs = new Set(finding.problems.map((problem) => problem.traceId)).size;
  return {
    id,
    component: verdict.component,
    class: verdict.class,
    title: `${verdict.verb}: ${titles.slice(0, 2).map(asTitle).join("; ")}`,
    change: verdict.change,
    target_file: verdict.targetFile,
    impact: finding.weight >= 5 ? "high" : finding.weight >= 1 ? "medium" : "low",
    confidence: confidenceOf(finding),
    effort: verdict.component === "tools" ? "medium" : "low",
    validation:
      evals.length > 0
        ? `Run the same questions again: ${evals.slice(0, 8).join(", ")} should pass, and no eval that passes now should fail.`
        : `Run the same questions again: the ${runs} run(s) cited here should no longer show it.`,
    claims: [...claimsOf(finding), ...harnessClaim(finding)],
  };
}

function asTitle(text: string): string {
  const title = withoutFigures(text).replace(/[.。]$/, "");
  return title.length > 160 ? `${title.slice(0, title.lastIndexOf(" ", 160))} …` : title;
}

/** Claims of as many runs as there is room for, one run's after the other's. */
function claimsOf({ problems }: Finding): DraftClaim[] {
  const seen = new Set<string>();
  const all = problems
    .flatMap((problem) => problem.claims)
    .filter((claim) => {
      const key = JSON.stringify(claim);
      return seen.has(key) ? false : seen.add(key) !== undefined;
    });
  return all.slice(0, claimsAtMost);
}

interface Verdict {
  component: HarnessComponent;
  class: FindingClass;
  verb: string;
  change: string;
  targetFile: string | null;
}

function verdictOn(finding: Finding, harness: HarnessConfig): Verdict {
  const { search, problems } = finding;
  const settled = problems[0]?.settled;
  if (settled) return defective(settled.class, settled.component);
  const rule = search.nearest;
  const wordings = [...new Set(problems.map((problem) => problem.wording))];
  const wording = asInstruction(wordings.slice(0, 3).join(" "));
  if (!rule || search.stance === "absent") return missing(finding, wording, harness);
  if (search.stance === "contrary") return contrary(finding, rule, wording);
  const unseen = problems.some((problem) => !isInForce(rule, problem.wish.question));
  return unseen ? notInForce(rule) : broken(finding, rule, harness);
}

const repairs: Partial<Record<HarnessComponent, { verb: string; change: string }>> = {
  evals: {
    verb: "Make decidable",
    change:
      "The eval ran, but no verdict came of it. Find out from its error whether the judge, its time limit or the rubric is at fault, and mend that before anything is concluded from the gate.",
  },
  tools: {
    verb: "Repair",
    change:
      "A tool failed, or its output tells of an error. Follow the cited spans to the call, mend the tool or the way in which the instructions call it, and let the tool say in its error what a right call looks like.",
  },
};

function defective(findingClass: FindingClass, component: HarnessComponent): Verdict {
  const repair = repairs[component] ?? {
    verb: "Repair",
    change:
      "Follow the cited spans to the step that failed or went round in circles, mend its cause (a tool, a limit on turns or time, the sandbox), and let a run that comes near a limit give the answer that it has.",
  };
  return { component, class: findingClass, ...repair, targetFile: null };
}

function missing(finding: Finding, wording: string, harness: HarnessConfig): Verdict {
  const rule = finding.search.nearest;
  const component = componentFor(finding, rule);
  const settings = harness.files.find(({ path }) => /^[^/]+\.ya?ml$/.test(path))?.path ?? null;
  const place = rule ? `${rule.path}, beside line ${rule.line}` : "the instructions";
  return {
    component,
    class: "missing_requirement",
    verb: "Require",
    change: `Add to ${place}: "${wording}" No rule in the harness asks for this so far. Word it for every question that it applies to, without figures or names from one run.`,
    targetFile: component === "artifact_schema" ? settings : (rule?.path ?? null),
  };
}

function contrary(finding: Finding, rule: Rule, wording: string): Verdict {
  return {
    component: componentFor(finding, rule),
    class: "missing_requirement",
    verb: "Turn round",
    change: `Line ${rule.line} of ${rule.path} asks for the opposite of what is wanted. Replace it by: "${wording}"`,
    targetFile: rule.path,
  };
}

function notInForce(rule: Rule): Verdict {
  return {
    component: "routing",
    class: "implementation_or_observability_defect",
    verb: "Apply",
    change: `The rule stands in ${rule.path}, but its trigger did not match the question of the run, so that the agent never saw it. Widen "when" in the front matter of ${rule.path} so that questions like this one bring it in, or move the rule to the instructions.`,
    targetFile: rule.path,
  };
}

function broken(finding: Finding, rule: Rule, harness: HarnessConfig): Verdict {
  const runs = new Set(finding.problems.map((problem) => problem.traceId)).size;
  const checker = harness.files.find((file) => /^tools\/(?:validate|check)/.test(file.path))?.path;
  return {
    component: componentFor(finding, rule),
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

/** The file and line that the finding is compared with, in words that fit its class. */
function harnessClaim({ search, problems }: Finding): DraftClaim[] {
  const rule = search.nearest;
  if (!rule || problems[0]?.settled) return [];
  const texts = {
    absent: "No rule asks for it; it belongs beside this line.",
    contrary: "This rule asks for the opposite.",
    present: "This rule asks for it.",
  };
  const ref = `harness:${rule.path}:${rule.line}`;
  return [{ text: texts[search.stance], about: rule.path, evidence: [citing(ref, rule.quote)] }];
}

function confidenceOf({ problems }: Finding): Level {
  const hasPerson = problems.some((problem) =>
    problem.claims.some((claim) => claim.evidence.some((one) => one.ref.startsWith("feedback:"))),
  );
  if (problems.some((problem) => problem.source === "gate"))
    return hasPerson || problems.length > 1 ? "high" : "medium";
  // Spans tell what happened, but not whether it harmed the answer.
  return hasPerson || problems.length > 2 ? "medium" : "low";
}

function componentFor({ problems }: Finding, rule: Rule | undefined): HarnessComponent {
  if (problems.every((problem) => problem.source === "spans" && problem.wish.isStep))
    return "control_flow";
  const wishes = problems.flatMap((problem) => problem.wish.wants).join(" ");
  if (/\b[\w-]+\.(?:json|csv)\b[^.]*\b(?:field|column|record)s?\b/i.test(wishes))
    return "artifact_schema";
  return rule?.guidance ? "skills" : "prompt";
}
