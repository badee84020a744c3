import { catalogue, type CatalogueEntry, type ConflictId } from "./catalogue.ts";
import * as customers from "./customer-conflicts.ts";
import * as legal from "./legal-conflicts.ts";
import type { Planter, Planting, PlantInputs } from "./planting.ts";
import * as revenue from "./revenue-conflicts.ts";
import * as status from "./status-conflicts.ts";

const planters: Readonly<Record<ConflictId, Planter>> = {
  "headline-arr": revenue.headlineArr,
  "headline-runway": revenue.headlineRunway,
  "headline-margin": revenue.headlineMargin,
  "planning-arr": revenue.planningArr,
  "parent-rollup": customers.parentRollup,
  "entity-cap": customers.entityCap,
  "entity-count": customers.entityCount,
  "soc2-type": status.soc2Type,
  "test-findings": status.testFindings,
  "nrr-estimate": status.nrrEstimate,
  "grr-estimate": status.grrEstimate,
  "absent-cac": status.absentCac,
  "absent-grr": status.absentGrr,
  "contract-terms": legal.contractTerms,
  "standard-terms": legal.standardTerms,
  "dispute-claim": legal.disputeClaim,
  "dispute-pipeline": legal.disputePipeline,
  "missing-months": revenue.missingMonths,
  "bridge-components": revenue.bridgeComponents,
  "board-adjustments": revenue.boardAdjustments,
  "growth-basis": revenue.growthBasis,
  "top-five-total": customers.topFiveTotal,
  "stale-hiring": status.staleHiring,
  "stale-pipeline": status.stalePipeline,
  "stale-health": customers.staleHealth,
  "burn-unit": revenue.burnUnit,
  "claim-currency": legal.claimCurrency,
  "restated-revenue": revenue.restatedRevenue,
  "restated-opening": revenue.restatedOpening,
  "double-count": customers.doubleCount,
  "renewal-date": customers.renewalDate,
  "report-date": status.reportDate,
  "go-live-date": status.goLiveDate,
};

export type PlantedInCompany = Planting &
  Pick<CatalogueEntry, "kind" | "questions"> & { id: ConflictId };

/** Plants the chosen conflicts in a company: what is true, what tempts, and where each stands. */
export function plantConflicts({ company, chosen, random }: PlantInputs): PlantedInCompany[] {
  return chosen.ids.map((id) => ({
    id,
    kind: catalogue[id].kind,
    questions: catalogue[id].questions,
    ...planters[id]({ company, chosen, random: random.fork(id) }),
  }));
}
