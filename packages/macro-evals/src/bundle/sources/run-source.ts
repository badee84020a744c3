import type { DataProblem } from "../data-problem.ts";
import type { NormalizedRun } from "../records.ts";

/** A run and where it was found: a file, an entry of an archive, a row of a table. */
export interface FoundRun {
  run: NormalizedRun;
  from: string;
}

export type Report = (problem: DataProblem) => void;

/** Where the traces of a population come from. `openData` takes any; other kinds of storage can be added so. */
export interface RunSource {
  /** Folder in which the results and labels of these runs lie. */
  folder: string;
  /** The runs one by one, from the start at each call. What cannot be read is reported and passed over. */
  runs(report: Report): AsyncGenerator<FoundRun>;
  /** One run again; undefined when the source cannot look one up. */
  find(found: { runId: string; from: string }): Promise<NormalizedRun | undefined>;
}

/** Bytes of the largest bundle that is read. */
export const largestBundle = 256 * 2 ** 20;

export function tooLarge(file: string, bytes: number): DataProblem {
  return {
    kind: "too_long",
    file,
    line: 0,
    message: `${Math.round(bytes / 2 ** 20)} MB; the limit is ${largestBundle / 2 ** 20} MB`,
  };
}
