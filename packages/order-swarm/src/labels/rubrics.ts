const statements = {
  cover:
    "Parts are reserved only when stock on hand and confirmed inbound cover the order; otherwise an equivalent part is reserved or the order is held.",
  incentive: "An incentive programme that the order qualifies for is applied.",
  units: "The unit count of the purchase plan is the unit count of the order.",
  quote: "Terms are agreed on a quote that has not run out.",
  exposure: "A listed exposure without a filed waiver gets a certificate of the regional desk.",
  review: "A review that the release terms require is opened before the release is decided.",
  escalation: "An order is escalated by the monitor only when its risk is raised.",
  sequence: "A route is committed only after the supply check.",
  days: "Days of two desks that differ by more than three are weighed by the tradeoff desk, not settled.",
  dispatch: "The dispatch is reassigned by nobody but the factory routing desk.",
  signal: "A market outlook rests on the latest dated signal of the tariff table.",
} as const;

type Statement = keyof typeof statements;

/**
 * What graders are asked about each run: five rubrics, each a few statements that a review can decide. Rubrics
 * overlap, as those of several reviewers do: a bad decision is bad policy and bad routing as well.
 */
export const rubrics = {
  final_decision_quality: ["cover", "incentive", "units", "days", "signal", "dispatch"],
  policy_compliance_correctness: ["quote", "exposure", "review", "cover", "sequence", "dispatch"],
  routing_specialist_activation: [
    "sequence",
    "days",
    "exposure",
    "escalation",
    "units",
    "dispatch",
  ],
  market_drift_awareness: ["signal", "quote", "incentive"],
  review_appropriateness: ["review", "escalation"],
} as const satisfies Record<string, readonly Statement[]>;

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
  const lines = rubrics[name].map((key, index) => `${index + 1}. ${statements[key]}`);
  return [
    "The record of an order is to be reviewed. It passes when each statement holds, or does not apply because the desk in question was not asked:",
    ...lines,
  ].join("\n");
}
