import { extname } from "node:path";
import { LoopError, messageOf, readText } from "@loopwright/core";
import { parse } from "csv-parse/sync";
import { z } from "zod";
import type { RawRow } from "./feedback-row.ts";

type Reader = (text: string, file: string) => RawRow[];

/** A reader for each kind of file, by its ending. */
const readers: Record<string, Reader> = {
  ".jsonl": readJsonlRows,
  ".csv": readCsvRows,
};

/**
 * The rows of a feedback file.
 *
 * @throws LoopError `not_found`, or `bad_input` for an ending that is not known or a file that is not well formed
 */
export async function readRows(file: string): Promise<RawRow[]> {
  const reader = readers[extname(file).toLowerCase()];
  if (!reader)
    throw new LoopError(
      "bad_input",
      `${file}: unknown kind of file; feedback is read from ${Object.keys(readers).join(" and ")}`,
    );
  return reader(await readText(file), file);
}

function readJsonlRows(text: string, file: string): RawRow[] {
  return text.split("\n").flatMap((line, index) => {
    if (line.trim() === "") return [];
    const at = `${file}:${index + 1}`;
    return [{ at, value: parseJson(line, at) }];
  });
}

function parseJson(line: string, at: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new LoopError(
      "bad_input",
      `${at}: not valid JSON (${messageOf(cause)}); one whole object stands on each line`,
      { cause },
    );
  }
}

const CsvRecord = z.object({
  record: z.record(z.string(), z.string()),
  info: z.object({ lines: z.number().int() }),
});

const listColumns = ["required_observations", "prohibited_claims"];

/** Columns are named like the keys of a row; an empty cell is a key left out. */
function readCsvRows(text: string, file: string): RawRow[] {
  let parsed: unknown;
  try {
    parsed = parse(text, { columns: true, info: true, trim: true, skip_empty_lines: true });
  } catch (cause) {
    throw new LoopError("bad_input", `${file}: not well-formed CSV: ${messageOf(cause)}`, {
      cause,
    });
  }
  return z
    .array(CsvRecord)
    .parse(parsed)
    .map(({ record, info }) => ({ at: `${file}:${info.lines}`, value: csvRow(record) }));
}

function csvRow(record: Record<string, string>): Record<string, string | string[]> {
  const row: Record<string, string | string[]> = {};
  for (const [column, cell] of Object.entries(record))
    if (cell !== "") row[column] = listColumns.includes(column) ? listCell(cell) : cell;
  return row;
}

/** Several statements in one cell are kept apart by line breaks or bars. */
function listCell(cell: string): string[] {
  return cell
    .split(/[\n|]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
