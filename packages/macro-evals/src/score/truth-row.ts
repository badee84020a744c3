import { z } from "zod";

/** One line of a truth file: what was planted in a run. */
export const TruthRow = z.object({
  run_id: z.string(),
  pattern_id: z.string().nullable(),
  further_patterns: z.array(z.string()).default([]),
  culprit_agent: z.string().nullable().default(null),
  culprit_event_id: z.string().nullable().default(null),
  culprit_kind: z.string().nullable().default(null),
  in_rogue_window: z.boolean().default(false),
});
export type TruthRow = z.infer<typeof TruthRow>;
