import { z } from "zod";
import type { Company } from "../company.ts";

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
]);
export type ConflictKind = z.infer<typeof ConflictKind>;

/** Words that stand on exactly one line of a rendered file. */
export interface Quote {
  file: string;
  value: string;
}

/** A conflict before its quotes are looked up in the rendered files. */
export interface PlannedConflict {
  id: string;
  kind: ConflictKind;
  right: string;
  tempting: string;
  /** Where the right reading stands. */
  proof: readonly Quote[];
  /** Where the tempting reading stands. */
  lure: readonly Quote[];
  questions: readonly number[];
}

/** Plans one conflict for a company. */
export type ConflictPlanner = (company: Company) => PlannedConflict;
