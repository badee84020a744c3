/** What graders are asked about each run: five rubrics, each a few statements that a review can decide. */
export const rubrics = {
  final_decision_quality: [
    "Parts are reserved only when stock on hand and confirmed inbound cover the order; otherwise an equivalent part is reserved or the order is held.",
    "An incentive programme that the order qualifies for is applied.",
    "The unit count of the purchase plan is the unit count of the order.",
  ],
  policy_compliance_correctness: [
    "Terms are agreed on a quote that has not run out.",
    "A listed exposure without a filed waiver gets a certificate of the regional desk.",
    "A review that the release terms require is opened before the release is decided.",
  ],
  routing_specialist_activation: [
    "A route is committed only after the supply check.",
    "Days of two desks that differ by more than three are weighed by the tradeoff desk, not settled.",
    "The dispatch is reassigned by nobody but the factory routing desk.",
    "A listed exposure without a filed waiver gets a certificate of the regional desk.",
  ],
  market_drift_awareness: [
    "A market outlook rests on the latest dated signal of the tariff table.",
    "Terms are agreed on a quote that has not run out.",
  ],
  review_appropriateness: [
    "A review that the release terms require is opened before the release is decided.",
    "An order is escalated by the monitor only when its risk is raised.",
  ],
} as const;

export type RubricName = keyof typeof rubrics;

export const rubricNames = [
  "final_decision_quality",
  "policy_compliance_correctness",
  "routing_specialist_activation",
  "market_drift_awareness",
  "review_appropriateness",
] as const satisfies readonly RubricName[];

/** The text of a rubric, as a judge gets it. */
export function rubricText(name: RubricName): string {
  const statements = rubrics[name].map((statement, index) => `${index + 1}. ${statement}`);
  return [
    "The record of an order is to be reviewed. It passes when each statement holds, or does not apply because the desk in question was not asked:",
    ...statements,
  ].join("\n");
}
