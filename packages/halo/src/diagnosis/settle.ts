import {
  redactSecrets,
  type Diagnosis,
  type Recommendation,
  type RefusedFinding,
} from "@loopwright/core";
import type { ContextEvidence } from "../context/read-context.ts";
import { tieToEvidence } from "../evidence/tie.ts";
import { misplacedTitles } from "../evidence/title-fit.ts";
import type { CheckedRecommendation } from "./check-recommendation.ts";

export type Settled = Pick<Diagnosis, "recommendations" | "refused" | "evidence">;

/** Keeps what holds, ranked from 1 in the order given, and lists the rest with the reason. */
export function settleRecommendations(checked: readonly CheckedRecommendation[]): Settled {
  const supported = checked.filter((one) => one.supported);
  const misplaced = misplacedTitles(supported.map(({ draft, claims }) => ({ ...draft, claims })));
  const kept = supported.filter((one) => !misplaced.has(one.draft.id));
  return {
    recommendations: kept.map((one, index) => toRecommendation(one, index + 1)),
    refused: [
      ...checked.flatMap(refusals),
      ...supported
        .filter((one) => misplaced.has(one.draft.id))
        .map(({ draft }) => ({
          title: oneLine(draft.title),
          reason: "its title speaks of what the claims of another recommendation show",
        })),
    ],
    evidence: {
      verified: checked.reduce((sum, one) => sum + one.checked.verified, 0),
      total: checked.reduce((sum, one) => sum + one.checked.total, 0),
    },
  };
}

function toRecommendation({ draft, claims }: CheckedRecommendation, rank: number): Recommendation {
  return {
    id: `rec-${String(rank).padStart(2, "0")}`,
    rank,
    component: draft.component,
    class: draft.class,
    title: oneLine(draft.title),
    change: redactSecrets(draft.change.trim()),
    ...(draft.target_file === null ? {} : { target_file: draft.target_file }),
    impact: draft.impact,
    confidence: draft.confidence,
    effort: draft.effort,
    validation: redactSecrets(draft.validation.trim()),
    claims: claims.map((claim) => ({
      ...claim,
      text: tieToEvidence(redactSecrets(claim.text), claim.evidence),
    })),
  };
}

function refusals({ draft, problems, supported }: CheckedRecommendation): RefusedFinding[] {
  if (problems.length === 0) return [];
  const title = oneLine(draft.title) || draft.id;
  return supported
    ? problems.map((problem) => ({ title: `Claim of: ${title}`, reason: redactSecrets(problem) }))
    : [{ title, reason: redactSecrets(problems.join("; ")) }];
}

/** What was counted first, then the model's words. */
export function summaryOf(options: {
  evidence: ContextEvidence;
  /** What a model says in sum; empty when none was asked. */
  words: string;
  settled: Settled;
}): string {
  const { gate, traces } = options.evidence;
  const { recommendations, refused, evidence } = options.settled;
  return [
    gate
      ? `The gate's verdict is ${gate.verdict}: ${gate.passed} of ${gate.total} evals passed over ${traces.length} runs, ${gate.failed} failed, ${gate.errored} could not be judged.`
      : `${traces.length} runs were read; no gate has judged them.`,
    recommendations.length === 0
      ? "No change is recommended on this evidence."
      : `${recommendations.length} change(s) are recommended; ${evidence.verified} of ${evidence.total} evidence references hold.`,
    ...(refused.length > 0 ? [`${refused.length} finding(s) were refused.`] : []),
    redactSecrets(options.words.trim()),
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

function oneLine(text: string): string {
  return redactSecrets(text).replace(/\s+/g, " ").trim();
}
