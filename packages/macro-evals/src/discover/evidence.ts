import type { ContrastResult } from "../contrast/contrast.ts";
import type { FeatureIndex } from "../corpus/feature-index.ts";
import { familyNumber } from "../corpus/feature.ts";

/** The kept features by run, grouped by the site they point at. */
export interface Evidence {
  runCount: number;
  /** Kept features, by their number in the index. */
  features: number[];
  /** Site group of each kept feature: features of one site to which the same checks react tell one story. */
  group: Int32Array;
  groupCount: number;
  /** Per run: positions in `features`. */
  byRun: number[][];
  /** How much chance each kept feature leaves behind (1 = as much as chance reaches in one of twenty tries). */
  strength: Float64Array;
  /** Share of the runs with the feature that are red beyond what their peers are. */
  precision: Float64Array;
  /** The checks that react, one bit each. */
  checks: Int32Array;
  /** 1 for features made of words: the same thing can be said in others. */
  wordy: Uint8Array;
}

const telltale = 0.5;

/** Gathers the kept features per run. Features of the same site share a group when their checks overlap. */
export function gatherEvidence(index: FeatureIndex, result: ContrastResult): Evidence {
  // Much of what comes before a fault is harmless by itself; only what mostly goes wrong tells patterns apart.
  const telling = result.kept.filter((feature) => result.precision[feature]! >= telltale);
  const byRun = Array.from({ length: index.runCount }, (): number[] => []);
  const group = groupsOf(index, result, telling);
  telling.forEach((feature, position) => {
    for (let i = index.start[feature]!; i < index.start[feature + 1]!; i++)
      byRun[index.run[i]!]!.push(position);
  });
  return {
    runCount: index.runCount,
    features: telling,
    group,
    groupCount: group.reduce((most, g) => Math.max(most, g + 1), 0),
    byRun,
    strength: Float64Array.from(telling, (feature) => result.strength[feature]!),
    wordy: Uint8Array.from(telling, (feature) =>
      index.family[feature] === familyNumber.says ? 1 : 0,
    ),
    precision: Float64Array.from(telling, (feature) => result.precision[feature]!),
    checks: Int32Array.from(telling, (feature) => result.checks[feature]!),
  };
}

function groupsOf(
  index: FeatureIndex,
  { checks }: ContrastResult,
  telling: readonly number[],
): Int32Array {
  const masksOf = new Map<number, number[]>();
  for (const feature of telling) {
    const site = siteOf(index, feature);
    masksOf.set(site, joinOverlapping([...(masksOf.get(site) ?? []), checks[feature]!]));
  }
  const numbers = new Map<string, number>();
  return Int32Array.from(telling, (feature) => {
    const site = siteOf(index, feature);
    const mask = masksOf.get(site)?.find((joined) => joined & checks[feature]!) ?? 0;
    const key = `${site} ${mask}`;
    const known = numbers.get(key) ?? numbers.size;
    numbers.set(key, known);
    return known;
  });
}

/** Masks that share a bit become one. */
function joinOverlapping(masks: readonly number[]): number[] {
  const joined: number[] = [];
  for (const mask of masks) {
    const apart = joined.filter((other) => !(other & mask));
    const together = joined
      .filter((other) => other & mask)
      .reduce((all, other) => all | other, mask);
    joined.splice(0, joined.length, ...apart, together);
  }
  return joined;
}

/** The site a feature points at: where something was done, said, or left out. */
export function siteOf(index: FeatureIndex, feature: number): number {
  return index.family[feature] === familyNumber.follows ? index.b[feature]! : index.a[feature]!;
}
