import { seededRandom } from "@loopwright/core/statistics";
import { familyNumber } from "../corpus/feature.ts";
import type { FeatureIndex } from "../corpus/feature-index.ts";
import type { CheckSets } from "./check-sets.ts";
import { featureTest, type LabelledRuns } from "./feature-test.ts";

/** What permuted label rows bring forth: the same for every order of the same rows. */
export interface ChanceCounts {
  draws: number;
  /** Kind and frequency of each feature. */
  group: Uint8Array;
  /** Per group, the largest z of each draw. */
  largest: readonly Float64Array[];
  /** Per group, how often z fell into each step, over all draws. */
  exceed: readonly Float64Array[];
}

export interface Thresholds {
  /** The largest z that chance alone reaches in one of twenty tries, for each kind and frequency. */
  usual: Float64Array;
  /** z that features of each kind and frequency must reach to be kept. */
  thresholds: Float64Array;
  /** Largest strength of all features in each permutation, ascending: what chance alone brings forth. */
  chance: Float64Array;
}

/** Tests the features under permutations of whole label rows within the strata. */
export function countChance(
  runs: LabelledRuns,
  sets: CheckSets,
  { draws = 99, seed = "contrast" }: { draws?: number; seed?: string },
): ChanceCounts {
  const test = featureTest(runs, sets);
  const group = groupsOf(runs.index);
  const random = seededRandom(seed);
  const largest = Array.from({ length: groupCount }, () => new Float64Array(draws));
  const exceed = Array.from({ length: groupCount }, () => new Float64Array(steps));
  const shuffle = withinStrata(runs.stratum, runs.strata);
  for (let draw = 0; draw < draws; draw++)
    test.under(shuffle(runs.red, random.fork(String(draw)).next), (f, best) => {
      const g = group[f]!;
      if (best > largest[g]![draw]!) largest[g]![draw] = best;
      exceed[g]![stepOf(best)]!++;
    });
  return { draws, group, largest, exceed };
}

/** Where chance explains at most the allowed share of the features that reach so far. */
export function thresholdsOf(
  z: Float64Array,
  index: FeatureIndex,
  { draws, group, largest, exceed }: ChanceCounts,
  falseDiscovery = 0.05,
): Thresholds {
  const usual = Float64Array.from(largest, (values) =>
    Math.max(1, values.toSorted()[Math.floor(0.95 * (draws - 1))]!),
  );
  const thresholds = Float64Array.from(exceed.keys(), (g) =>
    thresholdOf(realSteps(z, index, group, g), exceed[g]!, draws, falseDiscovery),
  );
  const chance = Float64Array.from({ length: draws }, (_, draw) =>
    Math.max(...largest.map((values, g) => values[draw]! / usual[g]!)),
  ).toSorted();
  return { usual, thresholds, chance };
}

const steps = 400;
const stepWidth = 0.05;
const lowestThreshold = 2.5;

function stepOf(z: number): number {
  return Math.min(steps - 1, Math.floor(z / stepWidth));
}

const groupCount = 9;

/** Words are many and rare features are skewed: each kind and frequency is held to its own chance. */
export function groupsOf({ count, family, start }: FeatureIndex): Uint8Array {
  return Uint8Array.from({ length: count }, (_, f) => {
    const runs = start[f + 1]! - start[f]!;
    const frequency = runs < 10 ? 0 : runs < 20 ? 1 : 2;
    const wordy = family[f] === familyNumber.says || family[f] === familyNumber.value;
    const ruled = family[f] === familyNumber.despite || family[f] === familyNumber.unlike;
    return frequency + (wordy ? 3 : ruled ? 6 : 0);
  });
}

function realSteps(
  z: Float64Array,
  index: FeatureIndex,
  group: Uint8Array,
  wanted: number,
): Float64Array {
  const counts = new Float64Array(steps);
  for (let f = 0; f < index.count; f++)
    if (index.twinOf[f] === f && group[f] === wanted) counts[stepOf(z[f]!)]!++;
  return counts;
}

/** The lowest z where chance explains at most the allowed share of the features that reach it. */
function thresholdOf(
  realAt: Float64Array,
  chanceAt: Float64Array,
  draws: number,
  allowed: number,
): number {
  let [real, chance, best] = [0, 0, Infinity];
  for (let step = steps - 1; step * stepWidth >= lowestThreshold; step--) {
    real += realAt[step]!;
    chance += chanceAt[step]! / draws;
    if (real > 0 && chance <= allowed * real) best = step * stepWidth;
  }
  return best;
}

/** Shuffles label rows among the runs of the same stratum. */
export function withinStrata(stratum: Int32Array, strata: number) {
  const members = Array.from({ length: strata }, (): number[] => []);
  stratum.forEach((s, run) => members[s]!.push(run));
  return (red: Int32Array, next: () => number): Int32Array => {
    const shuffled = red.slice();
    for (const runs of members)
      for (let i = runs.length - 1; i > 0; i--) {
        const j = Math.floor(next() * (i + 1));
        const [a, b] = [runs[i]!, runs[j]!];
        const held = shuffled[a]!;
        shuffled[a] = shuffled[b]!;
        shuffled[b] = held;
      }
    return shuffled;
  };
}
