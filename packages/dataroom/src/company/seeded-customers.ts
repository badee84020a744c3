import type { Random } from "@loopwright/core/statistics";
import type {
  Clause,
  CustomerGroup,
  Market,
  RecurringRevenue,
  StandaloneCustomers,
} from "../reference/company.ts";
import {
  groupBrands,
  groupBusinesses,
  standaloneBrands,
  standaloneBusinesses,
} from "./names.ts";

interface CustomerInputs {
  arr: RecurringRevenue;
  market: Market;
}

/** A parent whose larger entity alone is above the ceiling that management states. */
export function drawGroup(random: Random, { arr, market }: CustomerInputs): CustomerGroup {
  const brand = random.pick(groupBrands);
  const [largerBusiness, smallerBusiness] = random.pick(groupBusinesses);
  const parent = `${brand} Holdings`;
  const signalDate = day(2025, 10, random.integer(20, 31));
  const healthCaveat = "Kept by legal entity; there is no entry for the parent account.";
  return {
    parent,
    brand,
    larger: {
      name: `${brand} ${largerBusiness}`,
      parent,
      arr: shareOfArr(random, arr, 0.18, 0.23),
      segment: "Enterprise",
      renewalDate: day(2026, 2, random.integer(10, 27)),
      renewalRisk: "medium",
      renewalNote: "Waits for answers to the security questionnaire",
      health: "green",
      primaryRisk: "security review",
      signalDate,
      healthCaveat,
    },
    smaller: {
      name: `${brand} ${smallerBusiness}`,
      parent,
      arr: shareOfArr(random, arr, 0.1, 0.14),
      segment: "Enterprise",
      renewalDate: day(2026, random.integer(3, 4), random.integer(1, 28)),
      renewalRisk: "medium",
      renewalNote: "New sponsor; performance is being watched",
      health: "yellow",
      primaryRisk: `${market.output} latency`,
      signalDate,
      healthCaveat,
    },
  };
}

export function drawStandalone(
  random: Random,
  { arr, market }: CustomerInputs,
): StandaloneCustomers {
  const brands = random.shuffle(standaloneBrands);
  const businesses = random.shuffle(standaloneBusinesses);
  const name = (index: number) => `${brands[index] ?? ""} ${businesses[index] ?? ""}`;
  const signalDate = day(2025, 12, random.integer(8, 19));
  const common = { signalDate, healthCaveat: "" };
  return {
    large: {
      ...common,
      name: name(0),
      parent: name(0),
      arr: shareOfArr(random, arr, 0.15, 0.175),
      segment: "Enterprise",
      renewalDate: day(2026, 5, random.integer(4, 27)),
      renewalRisk: "medium",
      renewalNote: "Number of seats under review",
      health: "yellow",
      primaryRisk: "fewer seats",
    },
    troubled: {
      ...common,
      name: name(1),
      parent: name(1),
      arr: shareOfArr(random, arr, 0.08, 0.1),
      segment: "Mid-market",
      renewalDate: day(2026, 6, random.integer(5, 30)),
      renewalRisk: "high",
      renewalNote: `${market.integration} errors for months; credits asked for`,
      health: "red",
      primaryRisk: `${market.integration} errors`,
    },
    small: {
      ...common,
      name: name(2),
      parent: name(2),
      arr: shareOfArr(random, arr, 0.05, 0.07),
      segment: "Mid-market",
      renewalDate: day(2026, 2, random.integer(1, 28)),
      renewalRisk: "low",
      renewalNote: "",
      health: "yellow",
      primaryRisk: "low adoption",
    },
  };
}

interface ClauseInputs {
  group: CustomerGroup;
  standalone: StandaloneCustomers;
  market: Market;
}

export function drawClauses(random: Random, { group, standalone, market }: ClauseInputs): Clause[] {
  const days = random.pick([5, 10, 15, 20]);
  const months = random.pick(["two", "three"]);
  return [
    {
      customer: group.larger.name,
      issue: "change_of_control_notice",
      exposure: `After a change of control a transition plan is due within ${days} days of notice`,
      confidence: "medium",
    },
    {
      customer: standalone.large.name,
      issue: "uncapped_confidentiality_indemnity",
      exposure: "The indemnity for breach of confidentiality has no cap",
      confidence: "high",
    },
    {
      customer: standalone.troubled.name,
      issue: "service_credit_carveout",
      exposure: `After ${months} missed months of ${market.integration} service levels, credits may exceed a month of fees`,
      confidence: "medium",
    },
  ];
}

function shareOfArr(random: Random, arr: RecurringRevenue, from: number, to: number): number {
  return Math.round(arr.controlled * (from + random.next() * (to - from)) * 10) / 10;
}

function day(year: number, month: number, date: number): string {
  return `${year}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
}
