import { checkSets, type CheckSets } from "./check-sets.ts";
import {
  countChance,
  groupsOf,
  thresholdsOf,
  type ChanceCounts,
  type Thresholds,
} from "./chance.ts";
import { featureTest, type LabelledRuns } from "./feature-test.ts";

export interface ContrastOptions extends LabelledRuns {
  /** Permutations of the labels within strata. Default 99. */
  permutations?: number;
  /** Largest share of false discoveries among the kept features. Default 0.05. */
  falseDiscovery?: number;
  seed?: string;
  /** What permutations of the same label rows gave before; then nothing is permuted. */
  counted?: ChanceCounts;
  /** Thresholds of an earlier contrast of the same population; then nothing is permuted either. */
  known?: Thresholds & { sets: CheckSets };
}

export interface ContrastResult extends Thresholds {
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
  /** The first feature with the same runs, as in the index. */
  twinOf: Int32Array;
  /** Features at or above the threshold, twins left out, ascending. */
  kept: number[];
}

/**
 * Finds what failing runs show that passing runs of the same stratum do not: Mantel and Haenszel's test per
 * feature and set of checks, on the number of checks that failed (in the far tail the root of the deviance), with
 * the threshold set by permuting whole label rows within the strata.
 *
 * @source Mantel and Haenszel, 1959; threshold by Benjamini and Hochberg's ratio against permuted labels
 */
export function contrast(options: ContrastOptions): ContrastResult {
  const { index, red } = options;
  const sets = options.known?.sets ?? checkSets(options);
  const { z, checks, precision } = featureTest(options, sets).all(red);
  const group = groupsOf(index);
  const { usual, thresholds, chance } = options.known ?? fromPermutations(options, sets, z);
  const strength = Float64Array.from(z, (value, f) => value / usual[group[f]!]!);
  const kept: number[] = [];
  for (let f = 0; f < index.count; f++)
    if (index.twinOf[f] === f && z[f]! >= thresholds[group[f]!]!) kept.push(f);
  const known = { sets, usual, thresholds, chance };
  return { ...known, z, checks, precision, strength, twinOf: index.twinOf, kept };
}

function fromPermutations(options: ContrastOptions, sets: CheckSets, z: Float64Array): Thresholds {
  const { index, permutations, seed, falseDiscovery } = options;
  const counted =
    options.counted ??
    countChance(options, sets, {
      ...(permutations === undefined ? {} : { draws: permutations }),
      ...(seed === undefined ? {} : { seed }),
    });
  return thresholdsOf(z, index, counted, falseDiscovery);
}
