import { dirname } from "node:path";
import { runsFromSpans } from "../from-spans.ts";
import { isLoose, textAt } from "../loose.ts";
import { readJsonLines } from "../read-lines.ts";
import type { Report, RunSource } from "./run-source.ts";

/** Spans as lines of a JSONL file: HALO records or OTLP requests. */
export function spanLines(file: string): RunSource {
  return {
    folder: dirname(file),
    async *runs(report) {
      for (const run of runsFromSpans(await readSpans(file, report))) yield { run, from: file };
    },
    find: async () => undefined,
  };
}

async function readSpans(file: string, report: Report): Promise<unknown[]> {
  const rows: unknown[] = [];
  for await (const { line, value } of readJsonLines(file, report)) {
    if (isLoose(value) && ("resourceSpans" in value || textAt(value, "trace_id") !== ""))
      rows.push(value);
    else report({ kind: "unreadable", file, line, message: "no span: trace_id is missing" });
  }
  return rows;
}
