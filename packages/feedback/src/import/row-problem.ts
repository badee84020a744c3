/** What is wrong with one row of a file, and how to mend it. */
export interface RowProblem {
  /** Counts from 1 as an editor or a spreadsheet does; the header of a CSV is row 1. */
  row: number;
  /** The column (CSV) or key (JSONL) as the file names it; absent when the whole row is meant. */
  column?: string;
  problem: string;
  mend: string;
  /** The row is well formed, but its run is not among those that were given. */
  unknownRun?: true;
}

/**
 * A problem as one line: `file:row: column: problem; mend`.
 *
 * @example describeProblem("comments.csv", problem) // 'comments.csv:3: Rating: "7" is out of range; write …'
 */
export function describeProblem(
  file: string,
  { row, column, problem, mend }: Pick<RowProblem, "row" | "column" | "problem" | "mend">,
): string {
  const place = column === undefined ? `${file}:${row}` : `${file}:${row}: ${column}`;
  return `${place}: ${problem}; ${mend}`;
}
