/** How many evals a suite should have. */
export interface SuiteSize {
  minimum: number;
  maximum: number;
}

/**
 * Small enough to be read by a person, large enough to cover the runs: for n runs at least
 * min(5, max(2, n)) evals and at most min(7, max(that, n + 2)).
 *
 * @example suiteSize(5) // { minimum: 5, maximum: 7 }
 */
export function suiteSize(runs: number): SuiteSize {
  const minimum = Math.min(5, Math.max(2, runs));
  return { minimum, maximum: Math.min(7, Math.max(minimum, runs + 2)) };
}
