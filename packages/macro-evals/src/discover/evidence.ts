import type { ContrastResult } from "../contrast/contrast.ts";
import type { FeatureIndex } from "../corpus/feature-index.ts";
import { familyNumber } from "../corpus/feature.ts";

/** The kept features by run, grouped by the site they point at. */
export interface Evidence {
  runCount: number;
  /** Kept features, by their number in the index. */
  features: number[];
  /** Site group of each kept feature: features of one site and one label column tell one story. */
  group: Int32Array;
  groupCount: number;
  /** Per run: positions in `features`. */
  byRun: number[][];
  /** How much chance each kept feature leaves behind (1 = as much as chance reaches in one of twenty tries). */
  strength: Float64Array;
  /** Share of the runs with the feature that are red beyond what their peers are. */
  precision: Float64Array;
  column: Int32Array;
  /** 1 for features made of words: the same thing can be said in others. */
  wordy: Uint8Array;
}

const telltale = 0.5;

/** Gathers the kept features per run. Features of the same site and column share a group. */
export function gatherEvidence(index: FeatureIndex, result: ContrastResult): Evidence {
  // Much of what comes before a fault is harmless by itself; only what mostly goes wrong tells patterns apart.
  const telling = result.kept.filter((feature) => result.precision[feature]! >= telltale);
  const byRun = Array.from({ length: index.runCount }, (): number[] => []);
  const groups = new Map<string, number>();
  const group = new Int32Array(telling.length);
  telling.forEach((feature, position) => {
    const key = `${siteOf(index, feature)} ${result.column[feature]!}`;
    const known = groups.get(key) ?? groups.size;
    groups.set(key, known);
    group[position] = known;
    for (let i = index.start[feature]!; i < index.start[feature + 1]!; i++)
      byRun[index.run[i]!]!.push(position);
  });
  return {
    runCount: index.runCount,
    features: telling,
    group,
    groupCount: groups.size,
    byRun,
    strength: Float64Array.from(telling, (feature) => result.strength[feature]!),
    wordy: Uint8Array.from(telling, (feature) =>
      index.family[feature] === familyNumber.says ? 1 : 0,
    ),
    precision: Float64Array.from(telling, (feature) => result.precision[feature]!),
    column: Int32Array.from(telling, (feature) => result.column[feature]!),
  };
}

/** The site a feature points at: where something was done, said, or left out. */
export function siteOf(index: FeatureIndex, feature: number): number {
  return index.family[feature] === familyNumber.follows ? index.b[feature]! : index.a[feature]!;
}
