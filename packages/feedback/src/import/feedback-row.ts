import { HumanVerdict } from "@loopwright/core";
import { z } from "zod";
import type { RawRow } from "./raw-row.ts";
import type { RowProblem } from "./row-problem.ts";

const notUtf8 = "holds characters that are not UTF-8";
const text = z
  .string()
  .trim()
  .min(1, "is empty")
  .refine((value) => !value.includes("\uFFFD"), { error: notUtf8 });

/** How people write a verdict. */
const verdictWords: Record<string, HumanVerdict> = {
  passed: "pass",
  通过: "pass",
  partly: "partial",
  "half right": "partial",
  部分通过: "partial",
  failed: "fail",
  不通过: "fail",
  未通过: "fail",
};
const Verdict = z.preprocess(
  (value) => (typeof value === "string" ? verdictOf(value) : value),
  z.enum(HumanVerdict.options, {
    error: ({ input }) => `${JSON.stringify(input)} is out of range`,
  }),
);

function verdictOf(cell: string): string {
  const word = cell.trim().toLowerCase();
  return HumanVerdict.options.find((verdict) => verdict === word) ?? verdictWords[word] ?? cell;
}

/** A row as a person writes it. It names its run by trace id, trace label or question. */
export const FeedbackRow = z
  .strictObject({
    trace_id: text.optional(),
    trace_label: text.optional(),
    question: text.optional(),
    theme: text.default("general"),
    summary: text.optional(),
    required_observations: z.array(text).default([]),
    prohibited_claims: z.array(text).default([]),
    verdict: Verdict.optional(),
    eval_id: text.optional(),
    reviewer: text.optional(),
    feedback_id: text.optional(),
    source_type: z.literal("human_feedback").optional(),
    time: z.iso.datetime().optional(),
    seen_hash: z.string().optional(),
  })
  .transform(({ summary, ...row }) => {
    // Statements say what the reviewer thinks too.
    const points = [...row.required_observations, ...row.prohibited_claims].join(" ");
    return { ...row, summary: summary ?? (points === "" ? undefined : points) };
  })
  .refine(({ summary, verdict }) => summary !== undefined || verdict !== undefined, {
    path: ["summary"],
    error: "is missing",
  });
export type FeedbackRow = z.infer<typeof FeedbackRow>;

const Kind = z.object({ source_type: z.string() });

/** Checks the shape of one row; each problem says which key is wrong and how to mend it. */
export function readRow({
  row,
  value,
  names,
}: RawRow): { row: FeedbackRow } | { problems: RowProblem[] } {
  const kind = Kind.safeParse(value);
  if (kind.success && kind.data.source_type !== "human_feedback")
    return {
      problems: [
        {
          row,
          column: names["source_type"] ?? "source_type",
          problem: `"${kind.data.source_type}" is not a person's word`,
          mend: "leave model feedback out of this file",
        },
      ],
    };
  const parsed = FeedbackRow.safeParse(value);
  if (parsed.success) return { row: parsed.data };
  return { problems: parsed.error.issues.map((issue) => toProblem(issue, row, names)) };
}

function toProblem(issue: z.core.$ZodIssue, row: number, names: RawRow["names"]): RowProblem {
  const [key] = issue.path.map(String);
  const mend =
    issue.message === notUtf8 ? "save the file as UTF-8" : ((key && mends[key]) ?? general);
  if (key === undefined) return { row, problem: issue.message, mend };
  return { row, column: names[key] ?? key, problem: issue.message, mend };
}

const list = "give a list of sentences; in CSV, keep them apart with | or line breaks";
const mends: Record<string, string> = {
  summary: "say in a sentence what the reviewer thinks, or give a verdict",
  verdict: "write pass, partial or fail",
  required_observations: list,
  prohibited_claims: list,
  time: "write it like 2026-01-31T09:30:00Z, or leave it out",
};
const general =
  "a row has trace_label, trace_id or question, a summary or a verdict, and if you like theme, required_observations, prohibited_claims, eval_id, reviewer";
