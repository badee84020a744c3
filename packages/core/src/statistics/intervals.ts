/** An estimate with the bounds of its confidence interval. */
export interface Interval {
  estimate: number;
  low: number;
  high: number;
}

/**
 * Wilson's score interval for a share. It stays within 0..1 and is honest for few trials.
 *
 * @param successes whole number, at most `trials`
 * @param trials whole number; 0 gives the whole range
 * @param z normal quantile; 1.96 for 95%
 * @source E. B. Wilson, 1927
 * @example wilsonInterval(8, 10) // { estimate: 0.8, low: 0.49, high: 0.943 }
 */
export function wilsonInterval(successes: number, trials: number, z = 1.959963984540054): Interval {
  if (trials === 0) return { estimate: Number.NaN, low: 0, high: 1 };
  const share = successes / trials;
  const spread = z * z;
  const middle = (share + spread / (2 * trials)) / (1 + spread / trials);
  const reach =
    (z / (1 + spread / trials)) *
    Math.sqrt((share * (1 - share)) / trials + spread / (4 * trials * trials));
  return {
    estimate: share,
    low: successes === 0 ? 0 : Math.max(0, middle - reach),
    high: successes === trials ? 1 : Math.min(1, middle + reach),
  };
}

/**
 * Adjusts p-values of a family of tests so that the share of false discoveries stays below the level they are
 * compared with. Same order as given.
 *
 * @source Benjamini and Hochberg, 1995
 * @example adjustForDiscoveries([0.01, 0.04, 0.03]) // [0.03, 0.04, 0.04]
 */
export function adjustForDiscoveries(pValues: readonly number[]): number[] {
  const ascending = pValues.map((p, index) => ({ p, index })).toSorted((a, b) => a.p - b.p);
  const adjusted = Array.from({ length: pValues.length }, () => 1);
  let smallest = 1;
  for (let rank = ascending.length; rank >= 1; rank--) {
    const entry = ascending[rank - 1];
    if (!entry) continue;
    smallest = Math.min(smallest, (entry.p * ascending.length) / rank);
    adjusted[entry.index] = smallest;
  }
  return adjusted;
}
