import {
  Claim,
  FindingClass,
  HarnessComponent,
  Level,
  type Diagnosis,
  type Recommendation,
} from "@loopwright/core";
import { z } from "zod";

/** One of the first changes to make. A report that a model wrote may give its title alone. */
export const TopPriority = z.union([
  z
    .string()
    .min(1)
    .transform((title) => ({ title })),
  z.looseObject({
    id: z.string().optional(),
    rank: z.number().int().min(1).optional(),
    component: HarnessComponent.optional().catch(undefined),
    class: FindingClass.optional().catch(undefined),
    title: z.string().min(1),
    target_file: z.string().nullable().optional(),
    evidence: z.array(z.string()).optional().catch(undefined),
  }),
]);
export type TopPriority = z.output<typeof TopPriority>;

/** A recommendation as `handoff/recommendations.json` and the summary hold it. */
export const HandoffRecommendation = z.object({
  id: z.string().min(1),
  rank: z.number().int().min(1),
  component: HarnessComponent,
  class: FindingClass,
  title: z.string().min(1),
  target_file: z.string().optional(),
  change: z.string().optional(),
  impact: Level.optional(),
  confidence: Level.optional(),
  effort: Level.optional(),
  validation: z.string().optional(),
  /** The references that it rests on, all of them cited by its claims. */
  cites: z.array(z.string()).optional(),
  claims: z.array(Claim),
});
export type HandoffRecommendation = z.infer<typeof HandoffRecommendation>;

/** `handoff/recommendations.json`. */
export const HandoffRecommendations = z.object({
  recommendations: z.array(HandoffRecommendation),
});
export type HandoffRecommendations = z.infer<typeof HandoffRecommendations>;

/** The machine-readable summary that ends a handoff. */
export const HandoffSummary = z.looseObject({
  top_priorities: z.array(TopPriority),
  recommendations: z.array(HandoffRecommendation).default([]),
  harness_version: z.string().optional(),
  harness_hash: z.string().optional(),
  simulated: z.boolean().optional(),
  evidence: z.object({ verified: z.number().int(), total: z.number().int() }).optional(),
});
export type HandoffSummary = z.output<typeof HandoffSummary>;

/** A diagnosis as data for the program that implements it. */
export function summaryOf(diagnosis: Diagnosis): z.input<typeof HandoffSummary> {
  const ranked = byRank(diagnosis.recommendations);
  return {
    harness_version: diagnosis.harness_version,
    harness_hash: diagnosis.harness_hash,
    simulated: diagnosis.simulated,
    evidence: diagnosis.evidence,
    top_priorities: ranked.slice(0, 3).map((one) => ({
      id: one.id,
      rank: one.rank,
      component: one.component,
      class: one.class,
      title: one.title,
      target_file: one.target_file ?? null,
      evidence: refsOf(one),
    })),
    recommendations: ranked.map(toHandoffRecommendation),
  };
}

/** What `handoff/recommendations.json` holds. */
export function recommendationsOf(diagnosis: Diagnosis): HandoffRecommendations {
  return { recommendations: byRank(diagnosis.recommendations).map(toHandoffRecommendation) };
}

/** The references of a recommendation, each once, in the order of its claims. */
export function refsOf(recommendation: Pick<Recommendation, "claims">): string[] {
  return [
    ...new Set(
      recommendation.claims.flatMap((claim) => claim.evidence.map((evidence) => evidence.ref)),
    ),
  ];
}

export function byRank(recommendations: readonly Recommendation[]): Recommendation[] {
  return recommendations.toSorted((a, b) => a.rank - b.rank);
}

function toHandoffRecommendation(one: Recommendation): HandoffRecommendation {
  return {
    id: one.id,
    rank: one.rank,
    component: one.component,
    class: one.class,
    title: one.title,
    ...(one.target_file === undefined ? {} : { target_file: one.target_file }),
    change: one.change,
    impact: one.impact,
    confidence: one.confidence,
    effort: one.effort,
    validation: one.validation,
    cites: refsOf(one),
    claims: one.claims,
  };
}
