import { LoopError } from "@loopwright/core";
import {
  describeProblem,
  importFeedback,
  type ColumnMap,
  type RowProblem,
} from "@loopwright/feedback";

/**
 * Refuses a file of feedback of which no row can be used, before the runs have been paid for.
 *
 * @throws LoopError `not_found`, or `bad_input` that lists the rows
 */
export async function checkFeedbackFile(file: string, columns: ColumnMap = {}): Promise<void> {
  const { problems } = await importFeedback({ file, columns, runs: [], now: () => new Date(0) });
  // Without runs, a row that lacks only its run is a good one.
  if (problems.length > 0 && problems.every(({ unknownRun }) => !unknownRun))
    throw new LoopError("bad_input", listProblems(file, problems));
}

/** One line for each wrong row. */
export function listProblems(file: string, problems: readonly RowProblem[]): string {
  return problems.map((problem) => describeProblem(file, problem)).join("\n");
}
