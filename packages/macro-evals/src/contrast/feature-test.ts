import type { FeatureIndex } from "../corpus/feature-index.ts";
import { checkCounter } from "./check-counter.ts";
import type { CheckSets } from "./check-sets.ts";

/** Share of real faults that graders see, at a guess: they miss some. */
export const graderRecall = 0.85;

export interface LabelledRuns {
  index: FeatureIndex;
  /** Stratum of each run: runs are compared with peers of their own case type only. */
  stratum: Int32Array;
  strata: number;
  /** Label columns of each run, one bit each. */
  red: Int32Array;
  columns: number;
}

/** Tests every feature against one labelling of the runs, and quickly against others with the same rows. */
export function featureTest(runs: LabelledRuns, sets: CheckSets): ReturnType<typeof tester> {
  return tester(runs.index, sets, expectations(runs, sets));
}

interface Expectation {
  /** Expected failures and their standard deviation, per feature and set; and how far pairs fail together. */
  mean: Float64Array;
  deviation: Float64Array;
  dispersion: Float64Array;
}

/** Under the null, the label rows of those with a feature are drawn from each stratum without replacement. */
function expectations(
  { index, stratum, strata, red }: LabelledRuns,
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
  // How far the failures of a stratum vary, whoever is drawn from it.
  const spread = squares!.map((value, at) => {
    const n = size[Math.floor(at / members.length)]!;
    return n > 0 ? value - (sum![at]! * sum![at]!) / n : 0;
  });
  const shown = new Float64Array(strata);
  const drawn = new Float64Array(strata);
  for (let f = 0; f < index.count; f++) {
    if (index.twinOf[f] !== f) continue;
    shown.fill(0);
    for (let i = index.start[f]!; i < index.start[f + 1]!; i++) shown[stratum[index.run[i]!]!]!++;
    for (let s = 0; s < strata; s++) {
      const [n, k] = [size[s]!, shown[s]!];
      drawn[s] = (k * (n - k)) / (n * (n - 1));
    }
    for (let m = 0; m < members.length; m++) {
      let expected = 0;
      let variance = 0;
      let independent = 0;
      for (let s = 0; s < strata; s++) {
        const k = shown[s]!;
        const n = size[s]!;
        if (n < 2 || k === 0) continue;
        const at = s * members.length + m;
        expected += (k * sum![at]!) / n;
        variance += drawn[s]! * spread[at]!;
        independent += drawn[s]! * apart![at]!;
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
  const first = Int32Array.from(members, ([a = 0]) => a);
  const second = Int32Array.from(members, ([, b = -1]) => b);
  const checks = 1 + Math.max(-1, ...first, ...second);
  const hitsOf = (counts: Int32Array, m: number): number =>
    counts[first[m]!]! + (second[m]! < 0 ? 0 : counts[second[m]!]!);
  /** 0 where it is no more than the least that is asked for: it never exceeds the plain z. */
  const score = (f: number, m: number, hits: number, least: number): number => {
    const at = f * sets + m;
    const expected = mean[at]!;
    const spread = deviation[at]!;
    const z = (hits - expected - 0.5) / spread;
    if (!(z > least)) return 0;
    if (!(z > 1.5) || expected <= 0) return z > 0 && spread > 0 ? z : 0;
    // Far out in the tail of rare things the normal curve promises too much; the binomial deviance does not.
    const trials = (index.start[f + 1]! - index.start[f]!) * (second[m]! < 0 ? 1 : 2);
    const misses = trials - hits;
    const deviance =
      hits * Math.log(hits / expected) +
      (misses > 0 ? misses * Math.log(misses / Math.max(1e-9, trials - expected)) : 0);
    return Math.min(z, Math.sqrt(Math.max(0, (2 * deviance) / dispersion[at]!)));
  };
  return {
    all(red: Int32Array) {
      const z = new Float64Array(index.count);
      const failed = new Int32Array(index.count);
      const precision = new Float64Array(index.count);
      const { counts, count } = checkCounter(index, red, checks);
      for (const f of firsts) {
        count(f);
        let best = 0;
        for (let m = 0; m < sets; m++) {
          const value = score(f, m, hitsOf(counts, m), z[f]!);
          if (value > z[f]!) [z[f], best] = [value, m];
        }
        failed[f] = masks[best]!;
        const expected = mean[f * sets + best]!;
        const trials = (index.start[f + 1]! - index.start[f]!) * members[best]!.length;
        const beyond =
          (hitsOf(counts, best) - expected) / Math.max(0.5, graderRecall * trials - expected);
        precision[f] = Math.max(0, Math.min(1, beyond));
      }
      for (let f = 0; f < index.count; f++) {
        const same = index.twinOf[f]!;
        [z[f], failed[f], precision[f]] = [z[same]!, failed[same]!, precision[same]!];
      }
      return { z, checks: failed, precision };
    },
    /** Shows each feature's largest z under other labels. */
    under(other: Int32Array, see: (f: number, best: number) => void): void {
      const { counts, count } = checkCounter(index, other, checks);
      for (const f of firsts) {
        count(f);
        let best = 0;
        for (let m = 0; m < sets; m++) {
          const hits = hitsOf(counts, m);
          // Most checks of most features: no more failures than expected, and so no z to speak of.
          if (hits === 0 || !(hits - mean[f * sets + m]! - 0.5 > 0)) continue;
          const value = score(f, m, hits, best);
          if (value > best) best = value;
        }
        see(f, best);
      }
    },
  };
}
