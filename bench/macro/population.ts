import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { readJsonl } from "@loopwright/core";
import {
  evaluateAgainstTruth,
  openData,
  TruthRow,
  type Analysis,
  type Evaluation,
  type LabelRow,
  type NormalizedRun,
} from "@loopwright/macro-evals";

const run = promisify(execFile);
const main = fileURLToPath(new URL("../../apps/demo/src/main.ts", import.meta.url));

/** Orders that were run with simulated models, their labels, and what was planted in them. */
export interface Population {
  runs: NormalizedRun[];
  labels: Map<string, LabelRow>;
  truth: TruthRow[];
}

export function drawSeeds(count: number): string[] {
  return Array.from({ length: count }, () => randomBytes(4).toString("hex"));
}

/** Runs the orders of a seed in a process of its own; the folder is below the system's scratch folder. */
export async function runOrders(seed: string, count: number): Promise<string> {
  const folder = join(await mkdtemp(join(tmpdir(), "loopwright-macro-")), seed);
  const command = ["orders", "--count", String(count), "--seed", seed, "--out", folder];
  await run(process.execPath, ["--conditions=@loopwright/source", main, ...command], {
    maxBuffer: 1 << 26,
  });
  return folder;
}

export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

export async function loadPopulation(folder: string): Promise<Population> {
  const data = await openData({ path: join(folder, "data") });
  const runs: NormalizedRun[] = [];
  for await (const one of data.runs()) runs.push(one);
  return {
    runs,
    labels: data.labels,
    truth: await readJsonl(join(folder, "truth.jsonl"), TruthRow),
  };
}

/** Holds an analysis against what was planted. */
export function evaluate({ runs, labels, truth }: Population, analysis: Analysis): Evaluation {
  return evaluateAgainstTruth({
    truth,
    ...analysis,
    caseTypes: new Map(runs.map(({ trace }) => [trace.run_id, trace.case_type])),
    redRuns: new Set(
      [...labels.values()].flatMap((label) => (label.promptfoo_pass ? [] : [label.run_id])),
    ),
    resampleAgreement: analysis.coverage.resample_agreement,
  });
}

/** One figure of an analysis by its name in the table. */
export function figureOf({ measures }: Evaluation, name: string): number {
  return measures.find((measure) => measure.name === name)?.value ?? Number.NaN;
}
