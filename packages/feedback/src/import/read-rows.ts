import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { LoopError, readText } from "@loopwright/core";
import { readCsvRows, type CsvOptions } from "./csv-rows.ts";
import { readJsonlRows } from "./jsonl-rows.ts";
import type { RowReading } from "./raw-row.ts";

/** A reader for each kind of file, by its ending. Excel's "Unicode text" is a table with tabs. */
const readers: Record<string, (text: string, options: CsvOptions) => RowReading> = {
  ".jsonl": (text, { map }) => readJsonlRows(text, map),
  ".csv": readCsvRows,
  ".tsv": readCsvRows,
  ".txt": readCsvRows,
};

/**
 * The rows of a feedback file.
 *
 * @throws LoopError `not_found`, or `bad_input` for an ending that is not known
 */
export async function readRows(file: string, options: CsvOptions): Promise<RowReading> {
  const ending = extname(file).toLowerCase();
  const reader = readers[ending];
  if (!reader)
    throw new LoopError(
      "bad_input",
      `${file}: unknown kind of file; feedback is read from ${listed(Object.keys(readers))}${
        /^\.(?:xlsx?|ods|numbers)$/.test(ending) ? "; save the spreadsheet as CSV (UTF-8)" : ""
      }`,
    );
  return reader(await readAnyText(file), options);
}

/** Some spreadsheets write UTF-16; its mark at the start of the file tells. */
async function readAnyText(file: string): Promise<string> {
  const text = await readText(file);
  const bytes = text.startsWith("\uFFFD") ? await readFile(file) : Buffer.alloc(0);
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  return text;
}

function listed(names: readonly string[]): string {
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
