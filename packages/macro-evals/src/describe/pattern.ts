import { z } from "zod";

/** A suspect over all runs of a pattern: "inspect first", never "caused by". */
export const PatternSuspect = z.object({
  agent: z.string(),
  tool: z.string(),
  kind: z.enum(["step", "omission", "order"]),
  /** Share of the pattern's runs in which it ranks first. */
  coverage: z.number(),
  mean_score: z.number(),
  /** What speaks against it in most of them, in words. */
  because: z.string().default(""),
});
export type PatternSuspect = z.infer<typeof PatternSuspect>;

/** What sets the pattern's runs apart, with the counts behind it. */
export const PatternEvidence = z.object({
  text: z.string(),
  /** Runs of the pattern that show it, of all its runs; and the same for all other runs. */
  inside: z.number(),
  inside_of: z.number(),
  outside: z.number(),
  outside_of: z.number(),
  /** Mantel and Haenszel's z, stratified by case type. */
  z: z.number(),
  /** The check that reacts. */
  column: z.string(),
});
export type PatternEvidence = z.infer<typeof PatternEvidence>;

/** A behaviour that repeats over many runs: one entry of `patterns.json`. */
export const BehaviorPattern = z.object({
  id: z.string(),
  label: z.string(),
  keywords: z.array(z.string()),
  trace_count: z.number(),
  /** Share of the analysed runs. */
  prevalence: z.number(),
  /** Mean severity of its runs, 1 (low) to 3 (high). */
  severity: z.number(),
  /** prevalence x severity */
  impact: z.number(),
  /** The agent to look at first. */
  owner: z.string(),
  /** Median overlap with its best match over resamples of the runs; null when not resampled. */
  stability: z.number().nullable(),
  unstable: z.boolean(),
  /** Share of label permutations that bring forth evidence as strong. */
  p_value: z.number(),
  /** Runs of its column's failures that behave so, but that no grader marked red. */
  unflagged_count: z.number(),
  failed_check: z.string(),
  evidence: z.array(PatternEvidence),
  representatives: z.array(z.string()),
  suspects: z.array(PatternSuspect),
  case_mix: z.record(z.string(), z.number()),
  outcome_mix: z.record(z.string(), z.number()),
  first_seen: z.string(),
  last_seen: z.string(),
  summary: z.string(),
  run_ids: z.array(z.string()),
});
export type BehaviorPattern = z.infer<typeof BehaviorPattern>;
