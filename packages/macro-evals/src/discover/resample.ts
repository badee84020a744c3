import { seededRandom } from "@loopwright/core/statistics";
import { contrast, type ContrastResult } from "../contrast/contrast.ts";
import type { LabelColumns } from "../contrast/label-columns.ts";
import { restrictIndex, type FeatureIndex } from "../corpus/feature-index.ts";
import { adjustedRandIndex } from "../score/adjusted-rand-index.ts";
import { findTwice } from "./find-twice.ts";

export interface ResampleOptions {
  index: FeatureIndex;
  columns: LabelColumns;
  stratum: Int32Array;
  strata: number;
  troubled: Uint8Array;
  /** How often; 10 when it is not said. */
  resamples?: number;
  seed?: string;
  found: ContrastResult;
  labels: Int32Array;
  count: number;
  minSize: number;
}

/** Weak features are left out of the resamples: they would not be kept there either. */
const worthResampling = 0.5;

/** Four fifths of the runs again and again: how alike patterns come out. */
export function resample(options: ResampleOptions): {
  stability: number[];
  resampleAgreement: number;
} {
  const { index, found, columns, stratum, strata, troubled, labels, count, minSize } = options;
  const random = seededRandom(`${options.seed ?? ""} resample`);
  const features = Array.from({ length: index.count }, (_, f) => f).filter(
    (f) => index.twinOf[f] === f && found.strength[f]! >= worthResampling,
  );
  const overlaps = Array.from({ length: count }, (): number[] => []);
  const agreements: number[] = [];
  for (let draw = 0; draw < (options.resamples ?? 10); draw++) {
    const runs = random
      .shuffle(Array.from({ length: index.runCount }, (_, i) => i))
      .slice(0, Math.ceil(0.8 * index.runCount))
      .toSorted((a, b) => a - b);
    const part = restrictIndex(index, features, runs);
    const pick = (values: ArrayLike<number>) => Int32Array.from(runs, (run) => values[run]!);
    const red = pick(columns.red);
    const parts = { stratum: pick(stratum), strata, red, columns: columns.names.length };
    const again = findTwice({
      ...parts,
      index: part,
      found: contrast({ ...parts, index: part, known: found }),
      troubled: Uint8Array.from(runs, (run) => troubled[run]!),
      minSize: Math.max(4, Math.floor(0.7 * minSize)),
    }).labels;
    const whole = pick(labels);
    for (let k = 0; k < count; k++) overlaps[k]!.push(bestOverlap(whole, again, k));
    agreements.push(agreementOf(whole, again));
  }
  return { stability: overlaps.map(median), resampleAgreement: median(agreements) };
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
