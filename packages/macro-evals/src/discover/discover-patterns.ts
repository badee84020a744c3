import type { ChanceCounts } from "../contrast/chance.ts";
import { contrast, type ContrastResult } from "../contrast/contrast.ts";
import type { LabelColumns } from "../contrast/label-columns.ts";
import type { FeatureIndex } from "../corpus/feature-index.ts";
import type { Evidence } from "./evidence.ts";
import { findTwice } from "./find-twice.ts";
import type { Profile } from "./profiles.ts";
import type { Refined } from "./refine.ts";
import type { Stability } from "./resample.ts";

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
  seed?: string;
}

export interface Discovered {
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
  /** The map's rows: clustered runs and their coordinates. */
  space: { rows: number[]; points: Float64Array; dims: number };
  /** What resamples are held against: the contrast before the second look, and the fewest runs of a pattern. */
  whole: { contrast: ContrastResult; minSize: number };
}

/** The patterns, and how much of them resampling brings back. */
export interface Discovery extends Omit<Discovered, "whole">, Stability {}

// The constants here and in the features were chosen on order populations of the seeds 1, 2 and 3.

/** Contrast, clusters, refinement. */
export function discoverPatterns(options: DiscoverOptions): Discovered {
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
    whole: { contrast: found, minSize },
  };
}

/** 0.8% of the runs, between 5 and 24. */
export function smallestPattern(runs: number): number {
  return Math.min(24, Math.max(5, Math.round(0.008 * runs)));
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
