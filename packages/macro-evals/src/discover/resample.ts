import { seededRandom } from "@loopwright/core/statistics";
import type { Thresholds } from "../contrast/chance.ts";
import type { CheckSets } from "../contrast/check-sets.ts";
import { contrast } from "../contrast/contrast.ts";
import type { FeatureIndex } from "../corpus/feature-index.ts";
import { restrictIndex } from "../corpus/index-builder.ts";
import { adjustedRandIndex } from "../score/adjusted-rand-index.ts";
import type { Discovered, DiscoverOptions } from "./discover-patterns.ts";
import { findTwice } from "./find-twice.ts";

/** How much of the patterns comes back when they are looked for in four fifths of the runs. */
export interface Stability {
  /** Per pattern: median overlap (Jaccard) with its best match over the resamples; NaN without resamples. */
  stability: number[];
  /** Median adjusted Rand index between the resamples and the whole; NaN without resamples. */
  resampleAgreement: number;
}

/** All that resamples need, as numbers that can be handed to another thread. */
export interface ResampleTask {
  /** The features worth resampling. */
  index: FeatureIndex;
  known: Thresholds & { sets: CheckSets };
  red: Int32Array;
  columns: number;
  stratum: Int32Array;
  strata: number;
  troubled: Uint8Array;
  /** Patterns of the whole, and how many there are. */
  labels: Int32Array;
  count: number;
  minSize: number;
  /** The runs of each resample, ascending. */
  draws: readonly Int32Array[];
}

/** What one resample brought back. */
export interface DrawResult {
  /** Overlap of each pattern with its best match. */
  overlaps: number[];
  agreement: number;
}

export interface ResampleOptions extends DiscoverOptions {
  discovered: Discovered;
  /** How often. Default 10 */
  resamples?: number;
}

/** Weak features are left out of the resamples: they would not be kept there either. */
const worthResampling = 0.5;

/** Four fifths of the runs again and again, drawn beforehand: the draws do not depend on who works on them. */
export function resampleTask(options: ResampleOptions): ResampleTask {
  const { index, columns, stratum, strata, troubled, discovered } = options;
  const { contrast: found, minSize } = discovered.whole;
  const features = Int32Array.from({ length: index.count }, (_, f) => f).filter(
    (f) => index.twinOf[f] === f && found.strength[f]! >= worthResampling,
  );
  const everyRun = Int32Array.from({ length: index.runCount }, (_, run) => run);
  const { sets, usual, thresholds, chance } = found;
  return {
    index: restrictIndex(index, features, everyRun),
    known: { sets, usual, thresholds, chance },
    red: columns.red,
    columns: columns.names.length,
    stratum,
    strata,
    troubled,
    labels: discovered.labels,
    count: discovered.profiles.length,
    minSize: Math.max(4, Math.floor(0.7 * minSize)),
    draws: drawRuns(index.runCount, options.resamples ?? 10, options.seed ?? ""),
  };
}

function drawRuns(runCount: number, draws: number, seed: string): Int32Array[] {
  const random = seededRandom(`${seed} resample`);
  return Array.from({ length: draws }, () =>
    Int32Array.from(
      random
        .shuffle(Array.from({ length: runCount }, (_, i) => i))
        .slice(0, Math.ceil(0.8 * runCount)),
    ).toSorted(),
  );
}

/** Looks for the patterns in the runs of one draw. */
export function resampleOnce(task: ResampleTask, draw: number): DrawResult {
  const runs = task.draws[draw]!;
  const { strata, columns, known, minSize, count } = task;
  const pick = (values: ArrayLike<number>) => runs.map((run) => values[run]!);
  const index = restrictIndex(
    task.index,
    Int32Array.from({ length: task.index.count }, (_, f) => f),
    runs,
  );
  const parts = { index, stratum: pick(task.stratum), strata, red: pick(task.red), columns };
  const again = findTwice({
    ...parts,
    found: contrast({ ...parts, known }),
    troubled: Uint8Array.from(runs, (run) => task.troubled[run]!),
    minSize,
  }).labels;
  const whole = pick(task.labels);
  return {
    overlaps: Array.from({ length: count }, (_, k) => bestOverlap(whole, again, k)),
    agreement: agreementOf(whole, again),
  };
}

/** The medians over all draws. */
export function stabilityOf(results: readonly DrawResult[], count: number): Stability {
  return {
    stability: Array.from({ length: count }, (_, k) =>
      median(results.map(({ overlaps }) => overlaps[k]!)),
    ),
    resampleAgreement: median(results.map(({ agreement }) => agreement)),
  };
}

/** Agreement on the runs that either assigns to a pattern. */
function agreementOf(whole: Int32Array, again: Int32Array): number {
  const either = Array.from(whole.keys()).filter((i) => whole[i]! >= 0 || again[i]! >= 0);
  return adjustedRandIndex(
    either.map((i) => String(whole[i])),
    either.map((i) => String(again[i])),
  );
}

function bestOverlap(whole: Int32Array, again: Int32Array, pattern: number): number {
  const both = new Map<number, number>();
  const sizes = new Map<number, number>();
  let own = 0;
  whole.forEach((label, i) => {
    const other = again[i]!;
    sizes.set(other, (sizes.get(other) ?? 0) + 1);
    if (label !== pattern) return;
    own++;
    both.set(other, (both.get(other) ?? 0) + 1);
  });
  let best = 0;
  for (const [other, shared] of both)
    if (other >= 0) best = Math.max(best, shared / (own + (sizes.get(other) ?? 0) - shared));
  return best;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  if (sorted.length === 0) return Number.NaN;
  return sorted.length % 2 === 1
    ? sorted[Math.floor(middle)]!
    : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
