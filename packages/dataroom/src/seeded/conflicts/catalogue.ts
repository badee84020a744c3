import type { ConflictKind } from "../../conflict-kind.ts";

export interface CatalogueEntry {
  kind: ConflictKind;
  /** 1: the sources speak plainly. 2: two files have to be compared. 3: a remark elsewhere decides. */
  level: 1 | 2 | 3;
  /** Numbers of the questions whose ideal answer shows the conflict. */
  questions: readonly number[];
  /** Makes sense only beside this one. */
  needs?: string;
  /** Cannot stand beside this one. */
  excludes?: string;
}

const entry = (
  kind: ConflictKind,
  level: 1 | 2 | 3,
  questions: readonly number[],
  relation: Pick<CatalogueEntry, "needs" | "excludes"> = {},
): CatalogueEntry => ({ kind, level, questions, ...relation });

const entries = {
  "headline-arr": entry("headline_vs_controlled", 1, [2, 6, 10]),
  "headline-runway": entry("headline_vs_controlled", 1, [1, 6, 9]),
  "headline-margin": entry("headline_vs_controlled", 2, [2, 6, 10]),
  "planning-arr": entry("headline_vs_controlled", 2, [2, 6]),
  "parent-rollup": entry("parent_vs_legal_entity", 1, [3, 6, 9]),
  "entity-cap": entry("parent_vs_legal_entity", 2, [3, 6, 10]),
  "entity-count": entry("parent_vs_legal_entity", 2, [3, 10]),
  "soc2-type": entry("overstated_certification", 1, [5, 6, 9, 10]),
  "test-findings": entry("overstated_certification", 2, [5, 10]),
  "nrr-estimate": entry("unvalidated_estimate", 1, [6, 7, 10]),
  "grr-estimate": entry("unvalidated_estimate", 2, [7, 10], { excludes: "absent-grr" }),
  "absent-cac": entry("metric_absent", 1, [7, 8]),
  "absent-grr": entry("metric_absent", 2, [7, 8], { excludes: "grr-estimate" }),
  "contract-terms": entry("narrative_vs_clause_inventory", 1, [4, 6, 9, 10]),
  "standard-terms": entry("narrative_vs_clause_inventory", 2, [4, 6, 10]),
  "dispute-claim": entry("understated_dispute", 1, [4, 6, 9]),
  "dispute-pipeline": entry("understated_dispute", 2, [4, 6, 9]),
  "missing-months": entry("period_gap", 1, [1, 2, 8, 10]),
  "bridge-components": entry("arithmetic_mismatch", 2, [2, 6, 8, 10]),
  "board-adjustments": entry("arithmetic_mismatch", 3, [2, 6, 8], { needs: "headline-arr" }),
  "growth-basis": entry("arithmetic_mismatch", 2, [2, 6, 10], { needs: "headline-arr" }),
  "top-five-total": entry("arithmetic_mismatch", 2, [3, 6, 10]),
  "stale-hiring": entry("stale_document", 2, [1, 8]),
  "stale-pipeline": entry("stale_document", 2, [8, 10]),
  "stale-health": entry("stale_document", 3, [8, 9]),
  "burn-unit": entry("unit_or_currency_mixup", 2, [1, 6]),
  "claim-currency": entry("unit_or_currency_mixup", 2, [4, 6]),
  "restated-revenue": entry("restated_figure", 2, [2, 6, 10]),
  "restated-opening": entry("restated_figure", 3, [2, 6, 8]),
  "double-count": entry("double_counted_customer", 2, [3, 6, 10]),
  "renewal-date": entry("contradictory_dates", 2, [3, 8]),
  "report-date": entry("contradictory_dates", 2, [5, 8]),
  "go-live-date": entry("contradictory_dates", 3, [2, 10]),
} as const;

export type ConflictId = keyof typeof entries;

/** Every conflict that can be planted in a drawn company. */
export const catalogue: Readonly<Record<ConflictId, CatalogueEntry>> = entries;

/** In the order of the catalogue, whatever order they were chosen in. */
export const conflictIds = Object.keys(entries).filter(isConflictId);

export function isConflictId(id: string): id is ConflictId {
  return id in entries;
}
