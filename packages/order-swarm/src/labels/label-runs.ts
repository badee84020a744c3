import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import {
  LoopError,
  readJson,
  writeJsonl,
  type EvalCase,
  type GateResult,
  type GateRow,
} from "@loopwright/core";
import { z } from "zod";
import { TraceBundle } from "../bundle/trace-bundle.ts";
import { openJournal } from "../files/journal.ts";
import type { OrderPaths } from "../files/order-files.ts";
import { labelCases, type LabelCase } from "./label-cases.ts";
import { LabelRow, labelRow } from "./label-row.ts";
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
  /** Keeps finished labels, so that grading goes on after a kill. Left out, it begins anew. */
  journal?: { file: string; subject: Readonly<Record<string, string | number | boolean>> };
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
  const { paths, journal, batchSize = 100 } = options;
  const files = await bundleFiles(paths.bundles);
  const kept = journal && (await openJournal({ ...journal, row: LabelledBatch }));
  try {
    const done = [...(kept?.done ?? [])];
    const labels = done.flatMap((batch) => batch.labels);
    const graded = new Set(done.flatMap((batch) => batch.files));
    const rest = files.filter((file) => !graded.has(basename(file)));
    for (let from = 0; from < rest.length; from += batchSize) {
      options.signal?.throwIfAborted();
      const batch = rest.slice(from, from + batchSize);
      const added = await labelBatch(batch, options);
      await kept?.add({ files: batch.map((file) => basename(file)), labels: added });
      labels.push(...added);
      options.onBatch?.(labels.length);
    }
    await writeJsonl(paths.labels, labels);
    return labels;
  } finally {
    await kept?.close();
  }
}

/** A batch in the journal: a run that nobody could grade has a file and no label. */
const LabelledBatch = z.object({ files: z.array(z.string()), labels: z.array(LabelRow) });

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
