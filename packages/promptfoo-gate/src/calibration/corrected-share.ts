import type { Interval } from "@loopwright/core/statistics";

/** A share that was counted: `hits` of `trials`. */
export interface Counted {
  hits: number;
  trials: number;
}

/**
 * The share of answers that are really right, from the share that a fallible judge passes and its known error
 * rates; the interval carries the doubt about both. Undefined when the judge is no better than chance, because then
 * its verdicts tell nothing.
 *
 * @param passed answers that the judge passed
 * @param sensitivity right answers that it passed, of right answers labelled
 * @param specificity wrong answers that it failed, of wrong answers labelled
 * @source estimate: Rogan and Gladen, 1978; interval: Lang and Reiczigel, "Confidence limits for prevalence of
 *   disease adjusted for estimated sensitivity and specificity", 2014
 * @example
 * correctedShare({
 *   passed: { hits: 80, trials: 100 },
 *   sensitivity: { hits: 45, trials: 50 },
 *   specificity: { hits: 40, trials: 50 },
 * }); // estimate 0.857
 */
export function correctedShare(
  counts: { passed: Counted; sensitivity: Counted; specificity: Counted },
  z = 1.959963984540054,
): Interval | undefined {
  const passed = shareOf(counts.passed);
  const youden = shareOf(counts.sensitivity) + shareOf(counts.specificity) - 1;
  if (!(youden > 0) || Number.isNaN(passed)) return undefined;
  const estimate = clamp((passed + shareOf(counts.specificity) - 1) / youden);
  const { low, high } = adjustedInterval(counts, z);
  return { estimate, low: Math.min(low, estimate), high: Math.max(high, estimate) };
}

/** Counts are widened first (z²/2 and one success and failure each), so that 30 of 30 is not taken for certainty. */
function adjustedInterval(
  { passed, sensitivity, specificity }: Parameters<typeof correctedShare>[0],
  z: number,
): { low: number; high: number } {
  const n = passed.trials + z * z;
  const p = (passed.hits + (z * z) / 2) / n;
  const [se, seTrials] = [
    (sensitivity.hits + 1) / (sensitivity.trials + 2),
    sensitivity.trials + 2,
  ];
  const [sp, spTrials] = [
    (specificity.hits + 1) / (specificity.trials + 2),
    specificity.trials + 2,
  ];
  const youden = se + sp - 1;
  if (!(youden > 0)) return { low: 0, high: 1 };
  const share = (p + sp - 1) / youden;
  const seVariance = (se * (1 - se)) / seTrials;
  const spVariance = (sp * (1 - sp)) / spTrials;
  const shift = 2 * z * z * (share * seVariance - (1 - share) * spVariance);
  const spread =
    Math.sqrt((p * (1 - p)) / n + share ** 2 * seVariance + (1 - share) ** 2 * spVariance) / youden;
  return { low: clamp(share + shift - z * spread), high: clamp(share + shift + z * spread) };
}

function shareOf({ hits, trials }: Counted): number {
  return hits / trials;
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
