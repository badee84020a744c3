import { readdir } from "node:fs/promises";
import { join } from "node:path";
import {
  LoopError,
  readJson,
  writeJsonl,
  type EvalCase,
  type GateResult,
  type GateRow,
} from "@loopwright/core";
import { TraceBundle } from "../bundle/trace-bundle.ts";
import type { OrderPaths } from "../order-files.ts";
import { labelCases, type LabelCase } from "./label-cases.ts";
import { labelRow, type LabelRow } from "./label-row.ts";
import type { RubricName } from "./rubrics.ts";

/** The part of a gate that labels need; `@loopwright/promptfoo-gate`'s gate has it. */
export interface LabelGate {
  run(run: {
    cases: readonly EvalCase[];
    outputOf(evalCase: EvalCase): Promise<string>;
    signal?: AbortSignal;
  }): Promise<Pick<GateResult, "rows">>;
}

export interface LabelRunsOptions {
  paths: Pick<OrderPaths, "bundles" | "labels">;
  gate: LabelGate;
  /** Runs graded in one go of the gate. Default 100. */
  batchSize?: number;
  onBatch?: (labelled: number) => void;
  signal?: AbortSignal;
}

/**
 * Grades every bundle of a population with the five rubrics and writes one label a run. The graders see case
 * facts, rubric and a digest of the run; the truth file is not asked for and need not be there.
 *
 * @throws LoopError `bad_input` for a bundle of another shape, `not_found`, `storage`, `engine`, `aborted`
 */
export async function labelRuns(options: LabelRunsOptions): Promise<LabelRow[]> {
  const { paths, batchSize = 100 } = options;
  const files = await bundleFiles(paths.bundles);
  const labels: LabelRow[] = [];
  for (let from = 0; from < files.length; from += batchSize) {
    options.signal?.throwIfAborted();
    labels.push(...(await labelBatch(files.slice(from, from + batchSize), options)));
    options.onBatch?.(labels.length);
  }
  await writeJsonl(paths.labels, labels);
  return labels;
}

async function bundleFiles(dir: string): Promise<string[]> {
  try {
    const names = await readdir(dir);
    return names
      .filter((name) => name.endsWith(".json"))
      .toSorted()
      .map((name) => join(dir, name));
  } catch (error) {
    throw new LoopError("not_found", `${dir}: no such folder`, { cause: error });
  }
}

async function labelBatch(
  files: readonly string[],
  { gate, signal }: LabelRunsOptions,
): Promise<LabelRow[]> {
  const bundles = await Promise.all(files.map((file) => readJson(file, TraceBundle)));
  const cases = new Map<string, LabelCase>(
    bundles.flatMap(labelCases).map((labelCase) => [labelCase.evalCase.eval_id, labelCase]),
  );
  const { rows } = await gate.run({
    cases: [...cases.values()].map(({ evalCase }) => evalCase),
    outputOf: async ({ eval_id }) => cases.get(eval_id)?.answer ?? "",
    ...(signal ? { signal } : {}),
  });
  const graded = byRun(rows, cases);
  return bundles.flatMap(
    (bundle) => labelRow(bundle, graded.get(bundle.run.run_id) ?? new Map()) ?? [],
  );
}

function byRun(
  rows: readonly GateRow[],
  cases: ReadonlyMap<string, LabelCase>,
): Map<string, Map<RubricName, GateRow>> {
  const graded = new Map<string, Map<RubricName, GateRow>>();
  for (const row of rows) {
    const known = cases.get(row.eval_id);
    if (!known) continue;
    const ofRun = graded.get(known.runId) ?? new Map<RubricName, GateRow>();
    graded.set(known.runId, ofRun.set(known.rubric, row));
  }
  return graded;
}
