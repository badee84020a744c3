import { extname } from "node:path";
import { LoopError, readText } from "@loopwright/core";
import type { ColumnMap } from "./columns.ts";
import { readCsvRows } from "./csv-rows.ts";
import { readJsonlRows } from "./jsonl-rows.ts";
import type { RowReading } from "./raw-row.ts";

/** A reader for each kind of file, by its ending. */
const readers: Record<string, (text: string, map: ColumnMap) => RowReading> = {
  ".jsonl": readJsonlRows,
  ".csv": readCsvRows,
};

/**
 * The rows of a feedback file.
 *
 * @throws LoopError `not_found`, or `bad_input` for an ending that is not known
 */
export async function readRows(file: string, map: ColumnMap): Promise<RowReading> {
  const reader = readers[extname(file).toLowerCase()];
  if (!reader)
    throw new LoopError(
      "bad_input",
      `${file}: unknown kind of file; feedback is read from ${Object.keys(readers).join(" and ")}`,
    );
  return reader(await readText(file), map);
}
