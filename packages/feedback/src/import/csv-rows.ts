import type { RawRow, RowReading } from "./raw-row.ts";
import { keyOfColumn, type ColumnMap, type RowKey } from "./columns.ts";
import { checkHeader, guessColumns, type Column } from "./csv-header.ts";
import { parseCsv } from "./csv-records.ts";
import type { RowProblem } from "./row-problem.ts";

const listKeys: readonly RowKey[] = ["required_observations", "prohibited_claims"];

export interface CsvOptions {
  map: ColumnMap;
  /** Whether a cell names one of the runs; helps to say which column does. */
  namesRun: (cell: string) => boolean;
}

/** Reads CSV as spreadsheets write it: a header, then rows; the separator is a comma, a semicolon or a tab. */
export function readCsvRows(text: string, { map, namesRun }: CsvOptions): RowReading {
  const { first, records, problem } = parseCsv(text);
  const [header = [], ...body] = records;
  const columns = header.map((name) => ({ name, key: keyOfColumn(name, map) }));
  const looksRight = guessColumns(columns, body, namesRun);
  const headerProblems = checkHeader(columns, { map, row: first, looksRight });
  if (headerProblems.length > 0)
    return { rows: [], problems: headerProblems, ignored: [], looksRight };
  const rows: RawRow[] = [];
  const problems: RowProblem[] = [];
  for (const [index, cells] of body.entries()) {
    const row = first + 1 + index;
    if (cells.every((cell) => cell.trim() === "")) continue;
    if (cells.length === columns.length) rows.push(csvRow(row, columns, cells));
    else problems.push(miscounted(row, cells.length, columns.length));
  }
  const ignored = columns.filter(({ key }) => !key).map(({ name }) => name);
  return {
    rows,
    problems: [...problems, ...(problem ? [problem] : [])],
    ignored: ignored.filter((name) => name.trim() !== ""),
  };
}

function miscounted(row: number, found: number, expected: number): RowProblem {
  const problem = `has ${found} ${found === 1 ? "cell" : "cells"}, the header has ${expected}`;
  const mend =
    found < expected
      ? "the row is half-written; give it all its cells"
      : "put cells that hold the separator in double quotes";
  return { row, problem, mend };
}

/** An empty cell is a key left out. */
function csvRow(row: number, columns: readonly Column[], cells: readonly string[]): RawRow {
  const value: Record<string, string | string[]> = {};
  const names: Record<string, string> = {};
  for (const [index, { name, key }] of columns.entries()) {
    const cell = (cells[index] ?? "").trim();
    if (key && cell !== "") value[key] = listKeys.includes(key) ? listCell(cell) : cell;
    if (key) names[key] = name;
  }
  return { row, value, names };
}

/** Several statements in one cell are kept apart by line breaks or bars; bullets are decoration. */
function listCell(cell: string): string[] {
  return cell
    .split(/[\n|]/)
    .map((part) => part.replace(/^\s*[-*•]\s+/u, "").trim())
    .filter((part) => part !== "");
}
