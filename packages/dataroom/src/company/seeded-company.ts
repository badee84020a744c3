import { seededRandom, type Random } from "@loopwright/core/statistics";
import type { Company, Market, People, ProfitAndLoss, Retention } from "../reference/company.ts";
import { drawClauses, drawGroup, drawStandalone } from "./seeded-customers.ts";
import { drawArr, drawMonths } from "./seeded-revenue.ts";
import { drawDispute, drawEscalations, drawPipeline } from "./seeded-operations.ts";
import { roundMillions } from "../reference/figures.ts";
import {
  companyFirstNames,
  companyLastNames,
  markets,
  personFirstNames,
  personLastNames,
} from "./names.ts";

/**
 * Draws a company. Every part has a random stream of its own, so that a change in one part leaves the others as
 * they were.
 */
export function seededCompany(seed: string): Company {
  const random = seededRandom(seed).fork("company");
  const market: Market = random.fork("market").pick(markets);
  const arr = drawArr(random.fork("arr"));
  const group = drawGroup(random.fork("group"), { arr, market });
  const standalone = drawStandalone(random.fork("standalone"), { arr, market });
  const dispute = drawDispute(random.fork("dispute"), arr);
  const profitAndLoss = drawProfitAndLoss(random.fork("profit"), arr.controlled);
  const calendar = drawMonths(random.fork("months"), { arr, profitAndLoss, fiscalYear: 2025 });
  return {
    name: drawName(random.fork("name")),
    scenario: "adversarial_diligence",
    // The column names of the exports carry the year, so it stays the same for every seed.
    fiscalYear: 2025,
    market,
    people: drawPeople(random.fork("people")),
    arr,
    profitAndLoss,
    retention: drawRetention(random.fork("retention")),
    ...calendar,
    group,
    standalone,
    clauses: drawClauses(random.fork("clauses"), { group, standalone, market }),
    statedEntityCapPercent: 15,
    dispute,
    pipeline: drawPipeline(random.fork("pipeline"), { arr, group, dispute }),
    escalations: drawEscalations({ group, standalone, market }),
    plannedGtmHires: random.fork("hires").integer(6, 24),
  };
}

function drawName(random: Random): string {
  return `${random.pick(companyFirstNames)} ${random.pick(companyLastNames)}`;
}

function drawPeople(random: Random): People {
  const first = random.shuffle(personFirstNames);
  const last = random.shuffle(personLastNames);
  const person = (index: number) => `${first[index] ?? ""} ${last[index] ?? ""}`;
  return {
    ceo: person(0),
    cfo: person(1),
    salesLead: person(2),
    productLead: person(3),
    securityLead: person(4),
  };
}

function drawProfitAndLoss(random: Random, controlled: number): ProfitAndLoss {
  const revenue = roundMillions(controlled * (0.78 + random.next() * 0.1));
  const grossMargin = random.integer(60, 78) / 100;
  const cashBurn = Math.round(controlled * (0.06 + random.next() * 0.03) * 10) / 10;
  return {
    revenue,
    grossMargin,
    // A year's operating loss is a little under a year's cash burn, which also pays for equipment.
    operatingExpense: roundMillions(revenue * grossMargin + cashBurn * 12 * 0.8),
    cashBurn,
    runwayMonths: random.integer(7, 11),
  };
}

function drawRetention(random: Random): Retention {
  return {
    netRevenue: random.integer(112, 128),
    grossRevenue: random.integer(80, 89),
    logo: random.integer(90, 95),
  };
}
