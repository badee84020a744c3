import type { RuleTopic } from "@loopwright/simulator/language";

export type HabitId = (typeof habitIds)[number];

export const habitIds = [
  "legal_entity_concentration",
  "headline_arr",
  "soc2_complete",
  "promoted_nrr",
  "silent_reconciliation",
  "unnoted_contradiction",
  "missing_open_questions",
  "thin_citations",
  "unchecked_arithmetic",
  "late_validation",
  "guessed_metric",
  "summary_over_clauses",
  "pipeline_face_value",
  "outdated_sources",
  "mixed_units",
  "unmatched_dates",
  "repeated_customers",
  "mixed_statements",
  "merged_risk_areas",
  "memo_by_reference",
] as const;

/** A bad habit and the rule that switches it off, in whatever words the rule is put. */
export interface HabitRule {
  id: HabitId;
  /** What the analyst does when no rule stops it. */
  habit: string;
  /** What a sentence has to name to be about this habit at all. */
  subject: RegExp;
  /** Words that ask for the habit itself, unless a negation stands before them. */
  contrary?: RegExp;
  topic: RuleTopic;
}
