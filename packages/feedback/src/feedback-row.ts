import { describeIssues } from "@loopwright/core";
import { z } from "zod";

/** One row of a file, before its shape is known. `at` is where a person finds it: `file:line`. */
export interface RawRow {
  at: string;
  value: unknown;
}

/** A row as a person writes it. It names its run by trace id, trace label or question. */
export const FeedbackRow = z.strictObject({
  trace_id: z.string().min(1).optional(),
  trace_label: z.string().min(1).optional(),
  question: z.string().min(1).optional(),
  theme: z.string().trim().min(1).default("general"),
  summary: z.string().trim().min(1),
  required_observations: z.array(z.string().trim().min(1)).default([]),
  prohibited_claims: z.array(z.string().trim().min(1)).default([]),
  reviewer: z.string().trim().min(1).optional(),
  feedback_id: z.string().trim().min(1).optional(),
  source_type: z.literal("human_feedback").optional(),
});
export type FeedbackRow = z.infer<typeof FeedbackRow>;

export type RowReading = { row: FeedbackRow } | { problem: string };

const Kind = z.object({ source_type: z.string() });

/** Checks the shape of one row; a problem says which key is wrong and how to mend it. */
export function readRow({ at, value }: RawRow): RowReading {
  const kind = Kind.safeParse(value);
  if (kind.success && kind.data.source_type !== "human_feedback")
    return {
      problem: `${at}: source_type: "${kind.data.source_type}" is not a person's word; leave model feedback out of this file`,
    };
  const parsed = FeedbackRow.safeParse(value);
  return parsed.success
    ? { row: parsed.data }
    : {
        problem: `${at}: ${describeIssues(parsed.error)}; a row has ${rowKeys}`,
      };
}

const rowKeys =
  "trace_label, trace_id or question, a summary, and if you like theme, required_observations, prohibited_claims, reviewer";
