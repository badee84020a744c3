import { seededRandom } from "@loopwright/core/statistics";
import { familyNumber } from "../corpus/feature.ts";
import type { FeatureIndex } from "../corpus/feature-index.ts";
import { checkSets, type CheckSets } from "./check-sets.ts";

export interface ContrastOptions {
  index: FeatureIndex;
  /** Stratum of each run: runs are compared with peers of their own case type only. */
  stratum: Int32Array;
  strata: number;
  /** Label columns of each run, one bit each. */
  red: Int32Array;
  columns: number;
  /** Permutations of the labels within strata. Default 99. */
  permutations?: number;
  /** Largest share of false discoveries among the kept features. Default 0.05. */
  falseDiscovery?: number;
  seed?: string;
  /** Thresholds of an earlier contrast of the same population; then nothing is permuted. */
  known?: Pick<ContrastResult, "thresholds" | "usual" | "chance" | "sets">;
}

export interface ContrastResult {
  /** Checks and pairs of checks that were looked at. */
  sets: CheckSets;
  /** Largest stratified z over the sets, per feature; twins repeat that of their first. */
  z: Float64Array;
  /** The checks where it was largest, one bit each. */
  checks: Int32Array;
  /** Of the runs with the feature, the share that is red beyond what their peers are: 1 when it always goes wrong. */
  precision: Float64Array;
  /** z over what chance alone reaches with 5% probability for features of like kind and frequency. */
  strength: Float64Array;
  /** The largest z that chance alone reaches in one of twenty tries, for each kind and frequency. */
  usual: Float64Array;
  /** z that features of each kind and frequency must reach to be kept. */
  thresholds: Float64Array;
  /** Largest strength of all features in each permutation, ascending: what chance alone brings forth. */
  chance: Float64Array;
  /** The first feature with the same runs, as in the index. */
  twinOf: Int32Array;
  /** Features at or above the threshold, twins left out, ascending. */
  kept: number[];
}

/**
 * Finds what failing runs show that passing runs of the same stratum do not: Mantel and Haenszel's test per
 * feature and set of checks, on the number of checks that failed (in the far tail the root of the deviance), with the threshold set by permuting whole label rows within the strata.
 *
 * @source Mantel and Haenszel, 1959; threshold by Benjamini and Hochberg's ratio against permuted labels
 */
export function contrast(options: ContrastOptions): ContrastResult {
  const { index, red } = options;
  const sets = options.known?.sets ?? checkSets(options);
  const test = tester(index, sets, expectations(options, sets));
  const { z, checks, precision } = test.all(red);
  const group = groupsOf(index);
  const { usual, thresholds, chance } = options.known ?? fromPermutations(options, test, z, group);
  const strength = Float64Array.from(z, (value, f) => value / usual[group[f]!]!);
  const kept: number[] = [];
  for (let f = 0; f < index.count; f++)
    if (index.twinOf[f] === f && z[f]! >= thresholds[group[f]!]!) kept.push(f);
  const known = { sets, usual, thresholds, chance };
  return { ...known, z, checks, precision, strength, twinOf: index.twinOf, kept };
}

function fromPermutations(
  options: ContrastOptions,
  test: ReturnType<typeof tester>,
  z: Float64Array,
  group: Uint8Array,
): Pick<ContrastResult, "usual" | "thresholds" | "chance"> {
  const { index, red } = options;
  const random = seededRandom(options.seed ?? "contrast");
  const draws = options.permutations ?? 99;
  const largest = Array.from({ length: groupCount }, () => new Float64Array(draws));
  const exceed = Array.from({ length: groupCount }, () => new Float64Array(steps));
  const shuffle = withinStrata(options.stratum, options.strata);
  for (let draw = 0; draw < draws; draw++)
    test.under(shuffle(red, random.fork(String(draw)).next), (f, best) => {
      const g = group[f]!;
      if (best > largest[g]![draw]!) largest[g]![draw] = best;
      exceed[g]![stepOf(best)]!++;
    });
  const usual = Float64Array.from(largest.keys(), (g) =>
    Math.max(1, largest[g]!.toSorted()[Math.floor(0.95 * (draws - 1))]!),
  );
  const thresholds = Float64Array.from(exceed.keys(), (g) =>
    thresholdOf(realSteps(z, index, group, g), exceed[g]!, draws, options.falseDiscovery ?? 0.05),
  );
  const chance = Float64Array.from({ length: draws }, (_, draw) =>
    Math.max(...largest.map((values, g) => values[draw]! / usual[g]!)),
  ).toSorted();
  return { usual, thresholds, chance };
}

/** Share of real faults that graders see, at a guess: they miss some. */
export const graderRecall = 0.85;
const steps = 400;
const stepWidth = 0.05;
const lowestThreshold = 2.5;

function stepOf(z: number): number {
  return Math.min(steps - 1, Math.floor(z / stepWidth));
}

/** Words are many and rare features are skewed: each kind and frequency is held to its own chance. */
const groupCount = 9;
function groupsOf({ count, family, start }: FeatureIndex): Uint8Array {
  return Uint8Array.from({ length: count }, (_, f) => {
    const runs = start[f + 1]! - start[f]!;
    const frequency = runs < 10 ? 0 : runs < 20 ? 1 : 2;
    const wordy = family[f] === familyNumber.says || family[f] === familyNumber.value;
    const ruled = family[f] === familyNumber.despite || family[f] === familyNumber.unlike;
    return frequency + (wordy ? 3 : ruled ? 6 : 0);
  });
}

interface Expectation {
  /** Expected failures and their standard deviation, per feature and set; and how far pairs fail together. */
  mean: Float64Array;
  deviation: Float64Array;
  dispersion: Float64Array;
}

/** Under the null, the label rows of those with a feature are drawn from each stratum without replacement. */
function expectations(
  { index, stratum, strata, red }: ContrastOptions,
  { members }: CheckSets,
): Expectation {
  const size = new Float64Array(strata);
  const [sum, squares, apart] = [0, 1, 2].map(() => new Float64Array(strata * members.length));
  for (let run = 0; run < stratum.length; run++) {
    size[stratum[run]!]!++;
    members.forEach((set, m) => {
      const at = stratum[run]! * members.length + m;
      const failed = set.filter((c) => red[run]! & (1 << c)).length;
      sum![at]! += failed;
      squares![at]! += failed * failed;
    });
  }
  members.forEach((set, m) => {
    for (let s = 0; s < strata; s++)
      for (const c of set) {
        const one = sum![s * members.length + c]!;
        apart![s * members.length + m]! += size[s]! > 0 ? one - (one * one) / size[s]! : 0;
      }
  });
  const [mean, deviation, dispersion] = [0, 1, 2].map(
    () => new Float64Array(index.count * members.length),
  );
  const shown = new Float64Array(strata);
  for (let f = 0; f < index.count; f++) {
    if (index.twinOf[f] !== f) continue;
    shown.fill(0);
    for (let i = index.start[f]!; i < index.start[f + 1]!; i++) shown[stratum[index.run[i]!]!]!++;
    for (let m = 0; m < members.length; m++) {
      let [expected, variance, independent] = [0, 0, 0];
      for (let s = 0; s < strata; s++) {
        const [n, k, at] = [size[s]!, shown[s]!, s * members.length + m];
        if (n < 2 || k === 0) continue;
        const drawn = (k * (n - k)) / (n * (n - 1));
        expected += (k * sum![at]!) / n;
        variance += drawn * (squares![at]! - (sum![at]! * sum![at]!) / n);
        independent += drawn * apart![at]!;
      }
      const at = f * members.length + m;
      mean![at] = expected;
      deviation![at] = Math.sqrt(variance);
      dispersion![at] = independent > 0 ? Math.max(1, variance / independent) : 1;
    }
  }
  return { mean: mean!, deviation: deviation!, dispersion: dispersion! };
}

function tester(
  index: FeatureIndex,
  { masks, members }: CheckSets,
  { mean, deviation, dispersion }: Expectation,
) {
  const firsts = Int32Array.from(
    Array.from({ length: index.count }, (_, f) => f).filter((f) => index.twinOf[f] === f),
  );
  const sets = members.length;
  const counts = new Int32Array(32);
  const first = Int32Array.from(members, ([a = 0]) => a);
  const second = Int32Array.from(members, ([, b = -1]) => b);
  const hitsOf = (m: number): number =>
    counts[first[m]!]! + (second[m]! < 0 ? 0 : counts[second[m]!]!);
  const score = (f: number, m: number): number => {
    const hits = hitsOf(m);
    const at = f * sets + m;
    const expected = mean[at]!;
    const spread = deviation[at]!;
    const z = (hits - expected - 0.5) / spread;
    if (!(z > 1.5) || expected <= 0) return z > 0 && spread > 0 ? z : 0;
    // Far out in the tail of rare things the normal curve promises too much; the binomial deviance does not.
    const trials = (index.start[f + 1]! - index.start[f]!) * members[m]!.length;
    const misses = trials - hits;
    const deviance =
      hits * Math.log(hits / expected) +
      (misses > 0 ? misses * Math.log(misses / Math.max(1e-9, trials - expected)) : 0);
    return Math.min(z, Math.sqrt(Math.max(0, (2 * deviance) / dispersion[at]!)));
  };
  const count = (f: number, red: Int32Array): void => {
    counts.fill(0);
    for (let i = index.start[f]!; i < index.start[f + 1]!; i++) {
      let bits = red[index.run[i]!]!;
      while (bits !== 0) {
        counts[31 - Math.clz32(bits & -bits)]!++;
        bits &= bits - 1;
      }
    }
  };
  return {
    all(red: Int32Array) {
      const z = new Float64Array(index.count);
      const checks = new Int32Array(index.count);
      const precision = new Float64Array(index.count);
      for (const f of firsts) {
        count(f, red);
        let best = 0;
        for (let m = 0; m < sets; m++) {
          const value = score(f, m);
          if (value > z[f]!) [z[f], best] = [value, m];
        }
        checks[f] = masks[best]!;
        const expected = mean[f * sets + best]!;
        const trials = (index.start[f + 1]! - index.start[f]!) * members[best]!.length;
        const beyond = (hitsOf(best) - expected) / Math.max(0.5, graderRecall * trials - expected);
        precision[f] = Math.max(0, Math.min(1, beyond));
      }
      for (let f = 0; f < index.count; f++) {
        const same = index.twinOf[f]!;
        [z[f], checks[f], precision[f]] = [z[same]!, checks[same]!, precision[same]!];
      }
      return { z, checks, precision };
    },
    /** Shows each feature's largest z under other labels. */
    under(other: Int32Array, see: (f: number, best: number) => void): void {
      for (const f of firsts) {
        count(f, other);
        let best = 0;
        for (let m = 0; m < sets; m++) best = Math.max(best, score(f, m));
        see(f, best);
      }
    },
  };
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
