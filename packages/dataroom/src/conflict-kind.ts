import { z } from "zod";

/** What makes a planted conflict hard. */
export const ConflictKind = z.enum([
  "headline_vs_controlled",
  "parent_vs_legal_entity",
  "overstated_certification",
  "unvalidated_estimate",
  "metric_absent",
  "narrative_vs_clause_inventory",
  "understated_dispute",
  "period_gap",
  "arithmetic_mismatch",
  "stale_document",
  "unit_or_currency_mixup",
  "restated_figure",
  "double_counted_customer",
  "contradictory_dates",
]);
export type ConflictKind = z.infer<typeof ConflictKind>;
