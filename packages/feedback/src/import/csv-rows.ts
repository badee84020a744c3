import { messageOf } from "@loopwright/core";
import { parse } from "csv-parse/sync";
import { z } from "zod";
import type { RawRow, RowReading } from "./raw-row.ts";
import { keyOfColumn, plainName, type ColumnMap, type RowKey } from "./columns.ts";
import type { RowProblem } from "./row-problem.ts";

const listKeys: readonly RowKey[] = ["required_observations", "prohibited_claims"];

/** Reads CSV as spreadsheets write it: a header, then rows; the separator is a comma, a semicolon or a tab. */
export function readCsvRows(text: string, map: ColumnMap): RowReading {
  const { records, problem } = parseRecords(text);
  const [header = [], ...body] = records;
  const columns = header.map((name) => ({ name, key: keyOfColumn(name, map) }));
  const headerProblems = checkHeader(columns, map);
  const cut = problem ? [problem] : [];
  if (headerProblems.length > 0) return { rows: [], problems: headerProblems, ignored: [] };
  const rows: RawRow[] = [];
  const problems: RowProblem[] = [];
  for (const [index, cells] of body.entries()) {
    const row = index + 2;
    if (cells.every((cell) => cell.trim() === "")) continue;
    if (cells.length === columns.length) rows.push(csvRow(row, columns, cells));
    else problems.push(miscounted(row, cells.length, columns.length));
  }
  const ignored = columns.filter(({ key }) => !key).map(({ name }) => name);
  return { rows, problems: [...problems, ...cut], ignored: ignored.filter((name) => name !== "") };
}

interface Column {
  name: string;
  key: RowKey | undefined;
}

function parseRecords(text: string): { records: string[][]; problem?: RowProblem } {
  const records: string[][] = [];
  try {
    parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      relax_quotes: true,
      on_record(record: unknown) {
        records.push(z.array(z.string()).parse(record));
        return null;
      },
    });
    return { records };
  } catch (error) {
    // What was read before the fault is good; what follows an open quote is one torn cell.
    const problem = {
      row: records.length + 1,
      problem: `not well-formed CSV: ${messageOf(error)}`,
      mend: "close the quote; this row and all below it were left out",
    };
    return { records, problem };
  }
}

/** The separator that the header uses most, outside quotes. */
function delimiterOf(text: string): string {
  const header = (text.split("\n", 1)[0] ?? "").replace(/"[^"]*"/g, "");
  const count = (mark: string) => header.split(mark).length;
  return [",", ";", "\t"].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

function checkHeader(columns: readonly Column[], map: ColumnMap): RowProblem[] {
  const names = columns.map(({ name }) => name.trim()).filter((name) => name !== "");
  const has = (...keys: RowKey[]) => columns.some(({ key }) => key && keys.includes(key));
  const known =
    names.length === 0 ? "the file has no header" : `its columns are ${names.join(", ")}`;
  const problems: RowProblem[] = Object.keys(map)
    .filter((name) => !names.some((other) => plainName(other) === plainName(name)))
    .map((name) => ({ row: 1, column: name, problem: "the file has no such column", mend: known }));
  if (!has("summary", "verdict"))
    problems.push({
      row: 1,
      column: "summary",
      problem: "this column is missing",
      mend: `${known}; say which one holds the comment, for example "${names[0] ?? "Comment"}=summary"`,
    });
  if (!has("trace_label", "trace_id", "question"))
    problems.push({
      row: 1,
      column: "trace_label",
      problem: "this column is missing, and so are trace_id and question: no row names its run",
      mend: `${known}; say which one names the run, for example "${names[0] ?? "Run"}=trace_label"`,
    });
  return [...problems, ...claimedTwice(columns)];
}

function claimedTwice(columns: readonly Column[]): RowProblem[] {
  return columns.flatMap(({ name, key }, index) => {
    const earlier = columns.slice(0, index).find((other) => key && other.key === key);
    if (!earlier) return [];
    const problem = `both this column and "${earlier.name}" give ${key}`;
    return [{ row: 1, column: name, problem, mend: `choose one, for example "${name}=${key}"` }];
  });
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
