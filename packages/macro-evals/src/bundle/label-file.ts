import { stat } from "node:fs/promises";
import { isLoose, textAt } from "./loose.ts";
import { readJsonLines } from "./read-lines.ts";
import { readLabels, type LabelRow } from "./read-labels.ts";
import type { Report } from "./sources/run-source.ts";

export interface PlacedLabels {
  file: string;
  rows: Map<string, LabelRow>;
  /** Line of the first row of each run. */
  lineOf: Map<string, number>;
}

/** Reads a file of labels; without `required`, one that is not there holds none. */
export async function readLabelFile(
  file: string,
  required: boolean,
  report: Report,
): Promise<PlacedLabels> {
  const found: PlacedLabels = { file, rows: new Map(), lineOf: new Map() };
  if (!required && !(await stat(file).catch(() => undefined))) return found;
  const rows: unknown[] = [];
  const lines: number[] = [];
  for await (const { line, value } of readJsonLines(file, report)) {
    rows.push(value);
    lines.push(line);
    const run_id = isLoose(value) ? textAt(value, "run_id") : "";
    if (!found.lineOf.has(run_id)) found.lineOf.set(run_id, line);
  }
  const { labels, skipped } = readLabels(rows);
  for (const { index, reason } of skipped)
    report({ kind: "bad_label", file, line: lines[index] ?? 0, message: reason });
  for (const label of labels) found.rows.set(label.run_id, label);
  return found;
}
