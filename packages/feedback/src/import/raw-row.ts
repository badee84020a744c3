import type { ColumnMap } from "./columns.ts";
import type { RowProblem } from "./row-problem.ts";

/** One row of a file, before its shape is known. */
export interface RawRow {
  row: number;
  /** Under the keys of a feedback row. */
  value: Readonly<Record<string, unknown>>;
  /** How the file calls each key. */
  names: Readonly<Record<string, string>>;
}

/** The rows that could be read, and what is wrong with the others. */
export interface RowReading {
  rows: RawRow[];
  problems: RowProblem[];
  /** Columns that hold nothing we know. */
  ignored: string[];
  /** Columns of unknown name that seem to hold what is missing; only when the header is not understood. */
  looksRight?: ColumnMap;
}
