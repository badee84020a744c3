import { stat } from "node:fs/promises";
import { isLoose, textAt } from "./loose.ts";
import { readJsonLines } from "./read-lines.ts";
import type { Report } from "./sources/run-source.ts";

export interface ResultRow {
  line: number;
  case_type: string;
}

/** What the client that ran the population says of each run; the file is optional. */
export async function readResults(file: string, report: Report): Promise<Map<string, ResultRow>> {
  const results = new Map<string, ResultRow>();
  if (!(await stat(file).catch(() => undefined))) return results;
  for await (const { line, value } of readJsonLines(file, report)) {
    const run_id = isLoose(value) ? textAt(value, "run_id") : "";
    if (run_id === "" || !isLoose(value))
      report({ kind: "bad_result", file, line, message: "run_id is missing" });
    else if (results.has(run_id))
      report({ kind: "duplicate_run", file, line, message: `run ${run_id} is listed twice` });
    else results.set(run_id, { line, case_type: textAt(value, "case_type", "scenario_family") });
  }
  return results;
}
