import { messageOf } from "@loopwright/core";
import { z } from "zod";
import { keyOfColumn, type ColumnMap } from "./columns.ts";
import type { RawRow, RowReading } from "./raw-row.ts";

const JsonObject = z.record(z.string(), z.unknown());

/** Reads one JSON object a line. Keys that the map does not know are passed over only when a map was given. */
export function readJsonlRows(text: string, map: ColumnMap): RowReading {
  const reading: RowReading = { rows: [], problems: [], ignored: [] };
  const ignored = new Set<string>();
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const row = index + 1;
    try {
      const object = JsonObject.safeParse(JSON.parse(line));
      if (object.success) reading.rows.push(renamed(row, object.data, map, ignored));
      else
        reading.problems.push({
          row,
          problem: "not a JSON object",
          mend: "one whole object stands on each line",
        });
    } catch (error) {
      const problem = `not valid JSON (${messageOf(error)})`;
      reading.problems.push({ row, problem, mend: "one whole object stands on each line" });
    }
  }
  return { ...reading, ignored: [...ignored] };
}

function renamed(
  row: number,
  object: Record<string, unknown>,
  map: ColumnMap,
  ignored: Set<string>,
): RawRow {
  const value: Record<string, unknown> = {};
  const names: Record<string, string> = {};
  const mapped = Object.keys(map).length > 0;
  for (const [name, content] of Object.entries(object)) {
    const key = keyOfColumn(name, map);
    if (key && !(key in value)) {
      value[key] = content;
      names[key] = name;
    } else if (mapped) ignored.add(name);
    // Left as it is, to be refused by name.
    else value[name] = content;
  }
  return { row, value, names };
}
