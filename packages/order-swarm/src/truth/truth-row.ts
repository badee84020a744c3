import { z } from "zod";
import { patternIds } from "../plan/patterns.ts";

/** What was planted in one run. Belongs to whoever scores an analysis, never to the analysis. */
export const TruthRow = z.object({
  run_id: z.string(),
  /** Null when nothing was planted, or when what was planted did not show (a live model may know better). */
  pattern_id: z.enum(patternIds).nullable(),
  further_patterns: z.array(z.enum(patternIds)),
  culprit_agent: z.string().nullable(),
  /** The bundle's `span_id`. */
  culprit_event_id: z.string().nullable(),
  culprit_kind: z.enum(["action", "omission", "wrong_order"]).nullable(),
  in_rogue_window: z.boolean(),
});
export type TruthRow = z.infer<typeof TruthRow>;
