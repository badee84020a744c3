import type { AgentRun } from "@loopwright/core";
import type { FeedbackRow } from "./feedback-row.ts";
import { readRow } from "./feedback-row.ts";
import { findRun } from "./find-run.ts";
import type { RawRow } from "./raw-row.ts";
import type { RowProblem } from "./row-problem.ts";

/** A row with its run. */
export interface Review {
  row: number;
  said: FeedbackRow;
  run: AgentRun;
  names: RawRow["names"];
}

export interface JoinOptions {
  runs: readonly AgentRun[];
  /** Named when a row names nobody. */
  reviewer?: string;
  evalIds?: readonly string[];
}

/** Rows that are well formed and about one of the runs, and what is wrong with the others. */
export function joinRuns(
  rows: readonly RawRow[],
  options: JoinOptions,
): { reviews: Review[]; problems: RowProblem[] } {
  const reviews: Review[] = [];
  const problems: RowProblem[] = [];
  for (const raw of rows) {
    const reading = readRow(raw);
    if ("problems" in reading) problems.push(...reading.problems);
    else {
      const review = joinRun(raw, reading.row, options);
      if ("said" in review) reviews.push(review);
      else problems.push(review);
    }
  }
  return { reviews, problems };
}

function joinRun(raw: RawRow, read: FeedbackRow, options: JoinOptions): Review | RowProblem {
  const said = { ...read, reviewer: read.reviewer ?? options.reviewer };
  const found = findRun(said, options.runs);
  if ("problem" in found) {
    const { key, problem, mend, unknown } = found;
    return {
      row: raw.row,
      ...(key ? { column: raw.names[key] ?? key } : {}),
      problem,
      mend,
      ...(unknown ? { unknownRun: true } : {}),
    };
  }
  return wrongLabel(raw, said, options) ?? { row: raw.row, said, run: found.run, names: raw.names };
}

function wrongLabel(
  { row, names }: RawRow,
  { verdict, reviewer, eval_id }: FeedbackRow,
  { evalIds }: JoinOptions,
): RowProblem | undefined {
  if (verdict !== undefined && reviewer === undefined)
    return {
      row,
      column: names["reviewer"] ?? "reviewer",
      problem: "a verdict needs someone who gave it",
      mend: "fill the cell in, or name one reviewer for all such rows",
    };
  if (eval_id !== undefined && evalIds && !evalIds.includes(eval_id))
    return {
      row,
      column: names["eval_id"] ?? "eval_id",
      problem: `there is no eval "${eval_id}"`,
      mend: evalIds.length === 0 ? "there are no evals yet" : `the evals are ${evalIds.join(", ")}`,
    };
  return undefined;
}
