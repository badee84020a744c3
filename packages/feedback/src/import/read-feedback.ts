import { LoopError, type AgentRun, type HumanFeedback } from "@loopwright/core";
import type { ColumnMap } from "./columns.ts";
import { importFeedback } from "./import-feedback.ts";
import { describeProblem } from "./row-problem.ts";

export interface ReadFeedbackOptions {
  /**
   * What to do with a row about a run that is not among `runs`: `refuse` (the default) is an error, `skip` leaves
   * the row out. Skip suits a standing file of reviews of which a run may ask only some questions.
   */
  unknownRuns?: "refuse" | "skip";
  /** Which column holds which key; see `parseColumnMap`. */
  columns?: ColumnMap;
}

/**
 * Reads what people said about runs, as `importFeedback` does, and refuses a file with a single wrong row. Items
 * carry no time: a standing file says the same each time it is read.
 *
 * @throws LoopError `not_found`, or `bad_input` that lists every wrong row as `file:row` with key and mend
 * @example const human = await readFeedback("feedback.jsonl", runs)
 */
export async function readFeedback(
  file: string,
  runs: readonly AgentRun[],
  options: ReadFeedbackOptions = {},
): Promise<HumanFeedback[]> {
  const { columns = {}, unknownRuns = "refuse" } = options;
  const { feedback, problems } = await importFeedback({ file, runs, columns, now: () => epoch });
  const wrong = problems.filter(({ unknownRun }) => !(unknownRun && unknownRuns === "skip"));
  if (wrong.length > 0)
    throw new LoopError(
      "bad_input",
      wrong.map((problem) => describeProblem(file, problem)).join("\n"),
    );
  return feedback.map(({ time: _time, seen_hash: _seen, ...item }) => item);
}

const epoch = new Date(0);
