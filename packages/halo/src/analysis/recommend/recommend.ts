import type { HarnessConfig, Level } from "@loopwright/core";
import type { DraftClaim, DraftRecommendation } from "../../diagnosis/draft.ts";
import { citing } from "../../evidence/quotable.ts";
import type { Finding } from "../findings.ts";
import { titlesOf } from "./titles.ts";
import { verdictOn } from "./verdict.ts";

/** Enough to see the pattern; the rest would bury it. */
const claimsAtMost = 7;

/** Turns a finding into the change that would have prevented it. */
export function recommend(options: {
  finding: Finding;
  harness: HarnessConfig;
  id: string;
  /** Name of a run for people; empty when it has none. */
  labelOf: (traceId: string) => string;
}): DraftRecommendation {
  const { finding, harness, id, labelOf } = options;
  const verdict = verdictOn(finding, harness, labelOf);
  const titles = titlesOf(finding.problems);
  return {
    id,
    component: verdict.component,
    class: verdict.class,
    title: `${verdict.verb}: ${titles.slice(0, 2).join("; ")}`,
    change: verdict.change,
    target_file: verdict.targetFile,
    impact: finding.weight >= 5 ? "high" : finding.weight >= 1 ? "medium" : "low",
    confidence: confidenceOf(finding),
    effort: verdict.component === "tools" ? "medium" : "low",
    validation: validationOf(finding, titles),
    claims: [...claimsOf(finding), ...harnessClaim(finding)],
  };
}

function validationOf({ problems }: Finding, titles: readonly string[]): string {
  const evals = [...new Set(problems.flatMap((problem) => problem.evals))];
  if (evals.length > 0)
    return `Run the same questions again: ${evals.slice(0, 8).join(", ")} should pass, and no eval that passes now should fail.`;
  const runs = new Set(problems.map((problem) => problem.traceId)).size;
  const where = runs === 1 ? "the run" : `each of the ${runs} runs`;
  return `Run the same questions again; this should hold in ${where}: ${titles.slice(0, 2).join("; ")}.`;
}

/** As often as this the same sentence is told of another run. */
const alikeAtMost = 3;

/** Claims of as many runs as there is room for, one run's after the other's. */
function claimsOf({ problems }: Finding): DraftClaim[] {
  const seen = new Set<string>();
  const told = new Map<string, number>();
  const all = problems
    .flatMap((problem) => problem.claims)
    .filter((claim) => {
      const key = JSON.stringify(claim);
      const times = told.get(claim.text) ?? 0;
      if (seen.has(key) || times >= alikeAtMost) return false;
      seen.add(key);
      told.set(claim.text, times + 1);
      return true;
    });
  return all.slice(0, claimsAtMost);
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
