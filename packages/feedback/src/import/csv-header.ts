import { plainName, type ColumnMap, type RowKey } from "./columns.ts";
import type { RowProblem } from "./row-problem.ts";

/** A column of a spreadsheet and what it stands for, where that is known. */
export interface Column {
  name: string;
  key: RowKey | undefined;
}

/**
 * What keeps a header from being understood. A mend names the columns that look right by what their cells hold.
 *
 * @param looksRight columns that seem to hold the comment and the run
 */
export function checkHeader(
  columns: readonly Column[],
  { map, row, looksRight }: { map: ColumnMap; row: number; looksRight: ColumnMap },
): RowProblem[] {
  const names = columns.map(({ name }) => name.trim()).filter((name) => name !== "");
  if (names.length === 0)
    return [{ row, problem: "the file has no header", mend: "name the columns in the first row" }];
  const known = `its columns are ${names.join(", ")}`;
  const has = (...keys: RowKey[]) => columns.some(({ key }) => key && keys.includes(key));
  const choose = (key: RowKey, what: string) =>
    `${known}; say which one ${what}, for example "${mapText(looksRight) || `${names[0]}=${key}`}"`;
  const missing = (key: RowKey, problem: string, what: string): RowProblem => ({
    row,
    column: key,
    problem,
    mend: choose(key, what),
  });
  return [
    ...Object.keys(map)
      .filter((name) => !names.some((other) => plainName(other) === plainName(name)))
      .map((name) => ({ row, column: name, problem: "the file has no such column", mend: known })),
    ...(has("summary", "verdict", "required_observations", "prohibited_claims")
      ? []
      : [missing("summary", "this column is missing", "holds the comment")]),
    ...(has("trace_label", "trace_id", "question")
      ? []
      : [
          missing(
            "trace_label",
            "this column is missing, and so are trace_id and question: no row names its run",
            "names the run",
          ),
        ]),
    ...claimedTwice(columns, row),
  ];
}

function claimedTwice(columns: readonly Column[], row: number): RowProblem[] {
  return columns.flatMap(({ name, key }, index) => {
    const earlier = columns.slice(0, index).find((other) => key && other.key === key);
    if (!earlier) return [];
    const problem = `both this column and "${earlier.name}" give ${key}`;
    return [{ row, column: name, problem, mend: `choose one, for example "${name}=${key}"` }];
  });
}

/** A map as the command line takes it. */
export function mapText(map: ColumnMap): string {
  return Object.entries(map)
    .map(([column, key]) => `${column}=${key}`)
    .join(",");
}

/** Which columns of unknown name hold the run, and which the comment, to judge by their cells. */
export function guessColumns(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  namesRun: (cell: string) => boolean,
): ColumnMap {
  const cellsOf = (index: number) =>
    rows.map((cells) => (cells[index] ?? "").trim()).filter((cell) => cell !== "");
  const open = columns
    .map(({ name, key }, index) => ({ name, key, cells: cellsOf(index) }))
    .filter(({ name, key, cells }) => key === undefined && name.trim() !== "" && cells.length > 0);
  const has = (...keys: RowKey[]) => columns.some(({ key }) => key && keys.includes(key));
  const run = open.find(({ cells }) => cells.filter(namesRun).length * 2 >= cells.length);
  const longest = open
    .filter((column) => column !== run)
    .toSorted((a, b) => meanLength(b.cells) - meanLength(a.cells))[0];
  return {
    ...(run && !has("trace_label", "trace_id", "question") ? { [run.name]: "trace_label" } : {}),
    ...(longest && !has("summary") ? { [longest.name]: "summary" } : {}),
  };
}

function meanLength(cells: readonly string[]): number {
  return cells.reduce((sum, cell) => sum + cell.length, 0) / cells.length;
}
