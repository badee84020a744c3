/** The kinds of order, and how many of each a population of 1,000 holds. */
export const caseMix = {
  clean_simple: 238,
  validation_block_simple: 106,
  release_block_simple: 70,
  capacity_hold_simple: 66,
  pricing_exception_compound: 64,
  escalation_resume_compound: 59,
  supplier_substitution_compound: 56,
  regional_compliance_compound: 56,
  clarification_needed_compound: 55,
  schedule_incentive_compound: 55,
  tradeoff_recommended_compound: 52,
  dual_failure_recovery_compound: 49,
  ambiguous_customer_intent_compound: 39,
  conflicting_multi_agent_compound: 35,
} as const;

export type CaseType = keyof typeof caseMix;

export const caseTypes: readonly CaseType[] = [
  "clean_simple",
  "validation_block_simple",
  "release_block_simple",
  "capacity_hold_simple",
  "pricing_exception_compound",
  "escalation_resume_compound",
  "supplier_substitution_compound",
  "regional_compliance_compound",
  "clarification_needed_compound",
  "schedule_incentive_compound",
  "tradeoff_recommended_compound",
  "dual_failure_recovery_compound",
  "ambiguous_customer_intent_compound",
  "conflicting_multi_agent_compound",
];

/**
 * Shares of a whole by largest remainder, so that the parts always add up to it.
 *
 * @example sharesOf(10, { a: 1, b: 2 }) // a: 3, b: 7
 */
export function sharesOf<Key extends string>(
  total: number,
  weights: Readonly<Record<Key, number>>,
  keys: readonly Key[],
): Map<Key, number> {
  const sum = keys.reduce((all, key) => all + weights[key], 0);
  const exact = keys.map((key) => ({ key, share: (total * weights[key]) / sum }));
  const counts = new Map(exact.map(({ key, share }) => [key, Math.floor(share)]));
  let left = total - [...counts.values()].reduce((all, count) => all + count, 0);
  for (const { key } of exact.toSorted((a, b) => (b.share % 1) - (a.share % 1))) {
    if (left-- <= 0) break;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
