import { FindingClass, HarnessComponent, Level } from "@loopwright/core";
import { z } from "zod";

/** Structured outputs know no optional keys: what is absent is null. */
export const DraftEvidence = z.object({
  ref: z.string(),
  quote: z.string().nullable(),
  count: z.number().int().nullable(),
  filter: z
    .array(z.object({ key: z.string(), match: z.enum(["equals", "contains"]), value: z.string() }))
    .nullable(),
});
export type DraftEvidence = z.infer<typeof DraftEvidence>;

export const DraftClaim = z.object({
  text: z.string(),
  about: z.string(),
  evidence: z.array(DraftEvidence),
});
export type DraftClaim = z.infer<typeof DraftClaim>;

/** A recommendation as a model proposes it, before anything in it has been checked. */
export const DraftRecommendation = z.object({
  id: z.string(),
  component: HarnessComponent,
  class: FindingClass,
  title: z.string(),
  change: z.string(),
  target_file: z.string().nullable(),
  impact: Level,
  confidence: Level,
  effort: Level,
  validation: z.string(),
  claims: z.array(DraftClaim),
});
export type DraftRecommendation = z.infer<typeof DraftRecommendation>;

/** What a model is asked for first: everything, best recommendation first. */
export const DraftDiagnosis = z.object({
  summary: z.string(),
  recommendations: z.array(DraftRecommendation),
  insights: z.object({
    traces: z.array(z.string()),
    human_feedback: z.array(z.string()),
    llm_feedback: z.array(z.string()),
    generated_evals: z.array(z.string()),
    eval_gate_results: z.array(z.string()),
    harness_config: z.array(z.string()),
  }),
});
export type DraftDiagnosis = z.infer<typeof DraftDiagnosis>;

/** What a model is asked for when some of its evidence did not hold. */
export const DraftRevision = z.object({ recommendations: z.array(DraftRecommendation) });
export type DraftRevision = z.infer<typeof DraftRevision>;
