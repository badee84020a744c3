import { basename, join } from "node:path";
import { stat } from "node:fs/promises";
import type { DataProblem } from "./data-problem.ts";
import { readLabelFile, type PlacedLabels } from "./label-file.ts";
import type { LabelRow } from "./read-labels.ts";
import type { NormalizedRun } from "./records.ts";
import { readResults, type ResultRow } from "./result-file.ts";
import type { Report, RunSource } from "./sources/run-source.ts";
import { sourceOf } from "./sources/source-of.ts";

export interface OpenDataOptions {
  /**
   * A folder with `trace_bundles/`, `trace_bundles.zip` or `halo_traces/traces.jsonl`; or a zip file of bundles or a
   * JSONL file of spans, with the other files beside it.
   */
  path: string;
  /** Traces from elsewhere, such as a database; then `path` is only where results and labels lie. */
  source?: RunSource;
  /** Labels elsewhere than in the folder's `eval_labels.jsonl`. */
  labelsFile?: string;
  /** Read at most so many runs, in order of file name. */
  limit?: number;
}

export interface RunData {
  /** The runs one by one, from the start at each call. */
  runs(): AsyncGenerator<NormalizedRun>;
  /** One run again, for its details; undefined when it is not there. Only after `runs` came to it. */
  find(runId: string): Promise<NormalizedRun | undefined>;
  labels: Map<string, LabelRow>;
  /** What could not be used; complete once the runs have been read. */
  problems: DataProblem[];
  /** Rows of `trace_results.jsonl`; 0 when there is no such file. */
  resultRows: number;
}

/**
 * Opens the traces of a population, whatever their form. Bad rows and files are reported in `problems` with file
 * and line; everything else is read.
 *
 * @throws LoopError `not_found` when there are no traces at the path
 */
export async function openData(options: OpenDataOptions): Promise<RunData> {
  const problems: DataProblem[] = [];
  const report: Report = (problem) => void problems.push(problem);
  const source = options.source ?? (await sourceOf(options.path));
  const folder = await folderOf(options.path, source);
  const labels = await readLabelFile(
    options.labelsFile ?? join(folder, "eval_labels.jsonl"),
    options.labelsFile !== undefined,
    report,
  );
  const resultFile = join(folder, "trace_results.jsonl");
  const results = await readResults(resultFile, report);
  const seen = new Map<string, string>();
  let passes = 0;

  return {
    labels: labels.rows,
    problems,
    resultRows: results.size,
    async *runs() {
      // What is wrong is said once, however often the runs are read.
      const say: Report = passes++ === 0 ? report : () => undefined;
      const taken = new Set<string>();
      for await (const { run, from } of source.runs(say)) {
        const { run_id } = run.trace;
        if (taken.has(run_id)) {
          say(duplicate(run_id, from, seen.get(run_id) ?? ""));
          continue;
        }
        if (options.limit !== undefined && taken.size >= options.limit) return;
        taken.add(run_id);
        seen.set(run_id, from);
        yield withCaseType(run, results.get(run_id)?.case_type);
      }
      if (options.limit === undefined) reportMissing({ results, resultFile, labels, taken, say });
    },
    async find(runId) {
      const from = seen.get(runId);
      if (from === undefined) return undefined;
      const run = await source.find({ runId, from });
      return run && withCaseType(run, results.get(runId)?.case_type);
    },
  };
}

/** Labels lie beside the traces. */
async function folderOf(path: string, source: RunSource): Promise<string> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ? path : source.folder;
}

function duplicate(runId: string, file: string, other: string): DataProblem {
  return { kind: "duplicate_run", file, line: 0, message: `run ${runId} is in ${other} already` };
}

/** Bundles of crashed clients may not name their case; the result row does. */
function withCaseType(run: NormalizedRun, case_type: string | undefined): NormalizedRun {
  if (!case_type || (run.trace.case_type !== "unknown" && run.trace.case_type !== "all"))
    return run;
  return { ...run, trace: { ...run.trace, case_type } };
}

function reportMissing(about: {
  results: ReadonlyMap<string, ResultRow>;
  resultFile: string;
  labels: PlacedLabels;
  taken: ReadonlySet<string>;
  say: Report;
}): void {
  const { results, resultFile, labels, taken, say } = about;
  for (const [run_id, { line }] of results)
    if (!taken.has(run_id))
      say({
        kind: "missing_bundle",
        file: resultFile,
        line,
        message: `run ${run_id} has no readable bundle`,
      });
  for (const run_id of labels.rows.keys())
    if (!taken.has(run_id))
      say({
        kind: "label_without_run",
        file: labels.file,
        line: labels.lineOf.get(run_id) ?? 0,
        message: `run ${run_id} is labelled in ${basename(labels.file)}, but has no trace`,
      });
}
