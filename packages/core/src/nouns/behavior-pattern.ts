import { z } from "zod";

/**
 * A behaviour that repeats over many runs, as far as it travels between stages: an entry of `patterns.json`, of
 * which whoever finds patterns may write more.
 */
export const BehaviorPattern = z.object({
  id: z.string().min(1),
  label: z.string().min(1),
  /** How many runs show it. */
  trace_count: z.number().int().min(0),
  /** Share of the analysed runs, 0 to 1. */
  prevalence: z.number().min(0).max(1),
  /** The agent to look at first; empty when none stands out. */
  owner: z.string(),
  summary: z.string(),
  /** What sets its runs apart, with how many of them and of the others show it. */
  evidence: z.array(
    z.object({
      text: z.string(),
      inside: z.number(),
      inside_of: z.number(),
      outside: z.number(),
      outside_of: z.number(),
    }),
  ),
  /** Ids of its runs; for runs that were read from spans, their trace ids. */
  run_ids: z.array(z.string()),
});
export type BehaviorPattern = z.infer<typeof BehaviorPattern>;
