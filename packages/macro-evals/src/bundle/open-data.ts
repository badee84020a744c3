import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { LoopError, messageOf } from "@loopwright/core";
import type { DataProblem } from "./data-problem.ts";
import { compare } from "./event-rows.ts";
import { runsFromSpans } from "./from-spans.ts";
import { isLoose, textAt } from "./loose.ts";
import { createNormalizer, normalizeBundle } from "./normalize-bundle.ts";
import { readJsonLines } from "./read-lines.ts";
import { readLabels, type LabelRow } from "./read-labels.ts";
import type { NormalizedRun } from "./records.ts";

export interface OpenDataOptions {
  /** A folder with `trace_bundles/` or `halo_traces/traces.jsonl`, or a JSONL file of spans. */
  path: string;
  /** Labels elsewhere than in the folder's `eval_labels.jsonl`. */
  labelsFile?: string;
  /** Read at most so many runs, in order of file name. */
  limit?: number;
}

export interface RunData {
  /** Runs one by one; read them once. */
  runs(): AsyncGenerator<NormalizedRun>;
  /** One run again, for its details; undefined when it is not there. */
  find(runId: string): Promise<NormalizedRun | undefined>;
  labels: Map<string, LabelRow>;
  /** What could not be used; complete once the runs have been read. */
  problems: DataProblem[];
  /** Rows of `trace_results.jsonl`; 0 when there is no such file. */
  resultRows: number;
}

const largestBundle = 256 * 2 ** 20;

/**
 * Opens the traces of a population, whatever their form. Bad rows and files are reported in `problems` with file
 * and line; everything else is read.
 *
 * @throws LoopError `not_found` when there are no traces at the path
 */
export async function openData(options: OpenDataOptions): Promise<RunData> {
  const problems: DataProblem[] = [];
  const report = (problem: DataProblem): void => void problems.push(problem);
  const source = await sourceOf(options.path);
  const folder = source.kind === "bundles" ? options.path : dirname(source.file);
  const labels = await readLabelFile(
    options.labelsFile ?? join(options.path, "eval_labels.jsonl"),
    options.labelsFile !== undefined,
    report,
  );
  const results = await readResults(join(folder, "trace_results.jsonl"), report);
  const seen = new Map<string, string>();
  const runs =
    source.kind === "bundles" ? bundles(source.files, report) : spans(source.file, report);

  return {
    labels,
    problems,
    resultRows: results.size,
    async *runs() {
      for await (const { run, from } of runs) {
        const other = seen.get(run.trace.run_id);
        if (other !== undefined) {
          report({
            kind: "duplicate_run",
            file: from,
            line: 0,
            message: `run ${run.trace.run_id} is in ${other} already`,
          });
          continue;
        }
        if (options.limit !== undefined && seen.size >= options.limit) break;
        seen.set(run.trace.run_id, from);
        yield withCaseType(run, results.get(run.trace.run_id)?.case_type);
      }
      if (options.limit === undefined)
        reportMissing(results, labels, seen, join(folder, "trace_results.jsonl"), report);
    },
    async find(runId) {
      const file = seen.get(runId);
      if (file === undefined || source.kind !== "bundles") return undefined;
      return withCaseType(
        normalizeBundle(JSON.parse(await readFile(file, "utf8")), file),
        results.get(runId)?.case_type,
      );
    },
  };
}

type Source = { kind: "bundles"; files: string[] } | { kind: "spans"; file: string };

async function sourceOf(path: string): Promise<Source> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new LoopError("not_found", `${path}: no such file or folder`);
  if (found.isFile()) return { kind: "spans", file: path };
  const bundleFolder = join(path, "trace_bundles");
  const names = await readdir(bundleFolder).catch(() => undefined);
  const files = (names ?? []).filter((name) => name.endsWith(".json")).toSorted(compare);
  if (files.length > 0)
    return { kind: "bundles", files: files.map((name) => join(bundleFolder, name)) };
  for (const file of [join(path, "halo_traces", "traces.jsonl"), join(path, "traces.jsonl")])
    if (await stat(file).catch(() => undefined)) return { kind: "spans", file };
  throw new LoopError(
    "not_found",
    `${path}: no traces; expected trace_bundles/*.json, halo_traces/traces.jsonl or a JSONL file of spans`,
  );
}

interface Found {
  run: NormalizedRun;
  from: string;
}

async function* bundles(
  files: readonly string[],
  report: (problem: DataProblem) => void,
): AsyncGenerator<Found> {
  const normalize = createNormalizer();
  for (const file of files) {
    try {
      const { size } = await stat(file);
      if (size > largestBundle) {
        report({
          kind: "too_long",
          file,
          line: 0,
          message: `${Math.round(size / 2 ** 20)} MB; the limit is 256 MB`,
        });
        continue;
      }
      yield { run: normalize(JSON.parse(await readFile(file, "utf8")), file), from: file };
    } catch (error) {
      report({
        kind: "unreadable",
        file,
        line: 0,
        message: messageOf(error).replace(`${file}: `, ""),
      });
    }
  }
}

async function* spans(file: string, report: (problem: DataProblem) => void): AsyncGenerator<Found> {
  const rows: unknown[] = [];
  for await (const { line, value } of readJsonLines(file, report)) {
    if (isLoose(value) && ("resourceSpans" in value || textAt(value, "trace_id") !== ""))
      rows.push(value);
    else report({ kind: "unreadable", file, line, message: "no span: trace_id is missing" });
  }
  for (const run of runsFromSpans(rows)) yield { run, from: file };
}

async function readLabelFile(
  file: string,
  required: boolean,
  report: (problem: DataProblem) => void,
): Promise<Map<string, LabelRow>> {
  if (!required && !(await stat(file).catch(() => undefined))) return new Map();
  const rows: unknown[] = [];
  const lines: number[] = [];
  for await (const { line, value } of readJsonLines(file, report)) {
    rows.push(value);
    lines.push(line);
  }
  const { labels, skipped } = readLabels(rows);
  for (const { index, reason } of skipped)
    report({ kind: "bad_label", file, line: lines[index] ?? 0, message: reason });
  return new Map(labels.map((label) => [label.run_id, label]));
}

interface ResultRow {
  line: number;
  case_type: string;
}

async function readResults(
  file: string,
  report: (problem: DataProblem) => void,
): Promise<Map<string, ResultRow>> {
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

/** Bundles of crashed clients may not name their case; the result row does. */
function withCaseType(run: NormalizedRun, case_type: string | undefined): NormalizedRun {
  if (!case_type || (run.trace.case_type !== "unknown" && run.trace.case_type !== "all"))
    return run;
  return { ...run, trace: { ...run.trace, case_type } };
}

function reportMissing(
  results: ReadonlyMap<string, ResultRow>,
  labels: ReadonlyMap<string, LabelRow>,
  seen: ReadonlyMap<string, string>,
  file: string,
  report: (problem: DataProblem) => void,
): void {
  for (const [run_id, { line }] of results)
    if (!seen.has(run_id))
      report({
        kind: "missing_bundle",
        file,
        line,
        message: `run ${run_id} has no readable bundle`,
      });
  for (const run_id of labels.keys())
    if (!seen.has(run_id))
      report({
        kind: "label_without_run",
        file: basename("eval_labels.jsonl"),
        line: 0,
        message: `run ${run_id} is labelled, but has no trace`,
      });
}
