import { seededRandom, type Random } from "@loopwright/core/statistics";
import type { Customer } from "../../reference/company.ts";
import type { Company } from "../company.ts";
import type { ChosenConflicts } from "../conflicts/chosen-conflicts.ts";
import { shareOf } from "../figures.ts";
import { drawClauses, drawCustomers } from "./draw-customers.ts";
import {
  drawCertification,
  drawDispute,
  drawEscalations,
  drawMarket,
  drawMetrics,
  drawPeople,
  drawPipeline,
} from "./draw-operations.ts";
import { drawArr, drawMissingMonths, drawMonths, drawProfitAndLoss } from "./draw-revenue.ts";
import { companyFirstNames, companyLastNames } from "./names.ts";

/** The column names of the exports carry the year, so it is the same for every seed. */
const fiscalYear = 2025;

/**
 * Draws a company around the chosen conflicts. Every part has a random stream of its own, so that a change in one
 * part leaves the others as they were.
 */
export function drawCompany(seed: string, chosen: ChosenConflicts): Company {
  const random = seededRandom(seed).fork("company");
  const market = drawMarket(random.fork("market"));
  const arr = drawArr(random.fork("arr"), chosen);
  const profitAndLoss = drawProfitAndLoss(random.fork("profit"), arr);
  const drawn = drawCustomers(random.fork("customers"), { arr, market, chosen });
  const certification = drawCertification(random.fork("certification"), chosen);
  const stale = chosen.has("stale-health") ? staleCustomer(drawn.customers) : undefined;
  const customers = drawn.customers.map((each) => (each === stale ? outdated(each) : each));
  const company: Company = {
    name: `${random.fork("name").pick(companyFirstNames)} ${random.fork("surname").pick(companyLastNames)}`,
    scenario: "adversarial_diligence",
    fiscalYear,
    market,
    people: drawPeople(random.fork("people")),
    arr,
    profitAndLoss,
    months: drawMonths(random.fork("months"), arr, fiscalYear, profitAndLoss.grossMargin),
    missingMonths: drawMissingMonths(random.fork("missing"), chosen, fiscalYear),
    metrics: drawMetrics(random.fork("metrics"), chosen),
    customers,
    groups: drawn.groups,
    clauses: drawClauses(random.fork("clauses"), customers, { arr, market, chosen }),
    dispute: drawDispute(random.fork("dispute"), arr, chosen),
    certification,
    pipeline: drawPipeline(random.fork("pipeline"), arr, customers),
    escalations: drawEscalations(random.fork("escalations"), customers, {
      certification,
      market,
      staleHealth: stale,
    }),
    plannedHires: random.fork("hires").integer(6, 24),
    entityCapPercent: 0,
  };
  return { ...company, entityCapPercent: capOf(company, random.fork("cap"), chosen) };
}

/** True of every entity, unless a false ceiling is planted. */
function capOf(company: Company, random: Random, chosen: ChosenConflicts): number {
  const largest = shareOf(company, company.customers[0]?.arr ?? 0) * 100;
  return chosen.has("entity-cap")
    ? Math.floor(largest) - random.integer(2, 5)
    : Math.ceil(largest) + random.integer(1, 3);
}

/** A customer of its own that is too small to matter for the rollup. */
function staleCustomer(customers: readonly Customer[]): Customer | undefined {
  return customers.filter(({ parent, name }) => parent === name)[1];
}

/** Green in spring, and never looked at again. */
function outdated(customer: Customer): Customer {
  return {
    ...customer,
    health: "green",
    primaryRisk: "none noted",
    signalDate: "2025-03-31",
    renewalRisk: "high",
    renewalNote: "Has asked for credits since the summer",
  };
}
