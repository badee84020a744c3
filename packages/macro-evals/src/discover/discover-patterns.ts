import { seededRandom } from "@loopwright/core/statistics";
import type { ChanceCounts } from "../contrast/chance.ts";
import { contrast, type ContrastResult } from "../contrast/contrast.ts";
import type { LabelColumns } from "../contrast/label-columns.ts";
import { restrictIndex, type FeatureIndex } from "../corpus/feature-index.ts";
import { adjustedRandIndex } from "../score/adjusted-rand-index.ts";
import { gatherEvidence, type Evidence } from "./evidence.ts";
import type { Profile } from "./profiles.ts";
import { refine, type Refined } from "./refine.ts";
import { seedClusters } from "./seed-clusters.ts";

export interface DiscoverOptions {
  index: FeatureIndex;
  columns: LabelColumns;
  stratum: Int32Array;
  strata: number;
  /** 1 for runs with trouble: a red label or, without any label, a failure of their own. */
  troubled: Uint8Array;
  /** Fewest runs of a pattern. Default: 0.8% of the runs, between 5 and 24. */
  minSize?: number;
  permutations?: number;
  /** What permutations of the same label rows gave before. */
  counted?: ChanceCounts;
  /** Resamples of four fifths of the runs for stability; 0 leaves it out. Default 10. */
  resamples?: number;
  seed?: string;
}

export interface Discovery {
  /** Pattern of each run, 0..k-1 by number of runs; -1 for none. */
  labels: Int32Array;
  /** Pattern that a run without any signal of trouble looks like; -1 for none. */
  resembles: Int32Array;
  /** Per run, further patterns that it looks like beside its own, best first. */
  further: readonly (readonly number[])[];
  odds: Float64Array;
  profiles: Profile[];
  contrast: ContrastResult;
  evidence: Evidence;
  /** Per pattern: share of label permutations in which chance alone brings forth evidence as strong. */
  pValues: number[];
  /** Per pattern: median overlap (Jaccard) with its best match over the resamples; NaN without resamples. */
  stability: number[];
  /** Median adjusted Rand index between the resamples and the whole. */
  resampleAgreement: number;
  /** The map's rows: clustered runs and their coordinates. */
  space: { rows: number[]; points: Float64Array; dims: number };
}

/** Weaker features stay weak among the rest. */
const worthSecondLook = 0.45;
// The constants here and in the features were chosen on order populations of the seeds 1, 2 and 3.

/** Share of permutations that a pattern may not lose against. */
const significance = 0.02;

/** Contrast, clusters, refinement, and how much of it resampling brings back. */
export function discoverPatterns(options: DiscoverOptions): Discovery {
  const { index, columns, stratum, strata } = options;
  const runCount = index.runCount;
  const minSize = options.minSize ?? smallestPattern(runCount);
  const found = contrast({
    index,
    stratum,
    strata,
    red: columns.red,
    columns: columns.names.length,
    permutations: options.permutations ?? 99,
    seed: options.seed ?? "contrast",
    ...(options.counted ? { counted: options.counted } : {}),
  });
  const first = findTwice({
    index,
    found,
    stratum,
    strata,
    red: columns.red,
    columns: columns.names.length,
    troubled: options.troubled,
    minSize,
  });
  const { labels, resembles, further, odds, profiles } = largestFirst(first);
  return {
    labels,
    resembles,
    further,
    odds,
    profiles,
    contrast: first.found,
    evidence: first.evidence,
    space: first.space,
    pValues: profiles.map((profile) => pValueOf(profile, first.evidence, found.chance)),
    ...resample({ ...options, found, labels, count: profiles.length, minSize }),
  };
}

/** 0.8% of the runs, between 5 and 24. */
export function smallestPattern(runs: number): number {
  return Math.min(24, Math.max(5, Math.round(0.008 * runs)));
}

interface FindOptions {
  index: FeatureIndex;
  found: ContrastResult;
  stratum: Int32Array;
  strata: number;
  red: Int32Array;
  columns: number;
  troubled: Uint8Array;
  minSize: number;
}

/**
 * A frequent pattern makes its check red in many runs, which hides rarer ones of the same check. So the runs that
 * the first pass explains are set aside, and features that stand out among the rest get the better of both tests.
 */
function findTwice(options: FindOptions): ReturnType<typeof findIn> & { found: ContrastResult } {
  const { index, found, stratum, red } = options;
  const first = findIn(options);
  const rest = Array.from(first.labels.keys()).filter(
    (run) => first.labels[run]! < 0 && first.resembles[run]! < 0,
  );
  if (first.profiles.length === 0 || rest.length < 2 * options.minSize) return { ...first, found };
  const features = Array.from({ length: index.count }, (_, f) => f).filter(
    (f) => index.twinOf[f] === f && found.strength[f]! >= worthSecondLook,
  );
  const again = contrast({
    index: restrictIndex(index, features, rest),
    stratum: Int32Array.from(rest, (run) => stratum[run]!),
    strata: options.strata,
    red: Int32Array.from(rest, (run) => red[run]!),
    columns: options.columns,
    known: found,
  });
  const better = merge(index, found, features, again);
  return { ...findIn({ ...options, found: better }), found: better };
}

function merge(
  index: FeatureIndex,
  found: ContrastResult,
  features: readonly number[],
  again: ContrastResult,
): ContrastResult {
  const [z, checks, precision, strength] = [
    found.z.slice(),
    found.checks.slice(),
    found.precision.slice(),
    found.strength.slice(),
  ];
  const kept = new Set(found.kept);
  const keptAgain = new Set(again.kept);
  features.forEach((f, i) => {
    const second = again.twinOf[i]!;
    if (again.strength[i]! <= strength[f]!) return;
    [z[f], checks[f], precision[f], strength[f]] = [
      again.z[i]!,
      again.checks[i]!,
      again.precision[i]!,
      again.strength[i]!,
    ];
    if (keptAgain.has(second)) kept.add(f);
  });
  for (let f = 0; f < index.count; f++) {
    const first = index.twinOf[f]!;
    if (first !== f)
      [z[f], checks[f], precision[f], strength[f]] = [
        z[first]!,
        checks[first]!,
        precision[first]!,
        strength[first]!,
      ];
  }
  return { ...found, z, checks, precision, strength, kept: [...kept].toSorted((a, b) => a - b) };
}

function findIn({ index, found, red, columns, troubled, minSize }: FindOptions) {
  const evidence = gatherEvidence(index, found);
  const runs = Array.from(troubled.keys()).filter((run) => troubled[run]);
  const space = seedClusters({ evidence, runs, minClusterSize: minSize });
  const chanceLevel = found.chance[Math.ceil((1 - significance) * found.chance.length) - 1] ?? 1;
  const refined = refine({
    evidence,
    labels: { red, columns },
    seeds: space.labels,
    troubled,
    minSize,
    chanceLevel,
  });
  return { evidence, space, ...refined };
}

function largestFirst({ labels, resembles, further, odds, profiles }: Refined) {
  const size = profiles.map(() => 0);
  for (const label of labels) if (label >= 0) size[label]!++;
  const order = profiles
    .map((_, k) => k)
    .toSorted((a, b) => size[b]! - size[a]! || labels.indexOf(a) - labels.indexOf(b));
  const rank = new Map(order.map((k, i) => [k, i]));
  return {
    labels: labels.map((label) => rank.get(label) ?? -1),
    resembles: resembles.map((label) => rank.get(label) ?? -1),
    further: further.map((list) => list.flatMap((label) => rank.get(label) ?? [])),
    odds,
    profiles: order.flatMap((k) => profiles[k] ?? []),
  };
}

function pValueOf({ top, share }: Profile, evidence: Evidence, chance: Float64Array): number {
  const best = Math.max(
    0,
    ...top.filter((f) => share[f]! >= 0.15).map((f) => evidence.strength[f]!),
  );
  return (1 + chance.filter((value) => value >= best).length) / (1 + chance.length);
}

interface ResampleOptions extends DiscoverOptions {
  found: ContrastResult;
  labels: Int32Array;
  count: number;
  minSize: number;
}

/** Weak features are left out of the resamples: they would not be kept there either. */
const worthResampling = 0.5;

function resample(options: ResampleOptions): { stability: number[]; resampleAgreement: number } {
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
