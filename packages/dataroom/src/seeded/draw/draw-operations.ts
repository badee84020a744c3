import type { Random } from "@loopwright/core/statistics";
import type { Customer, Escalation, People, PipelineStage } from "../../reference/company.ts";
import type { Certification, Dispute, Metric, RecurringRevenue, SoldSoftware } from "../company.ts";
import type { ChosenConflicts } from "../conflicts/chosen-conflicts.ts";
import { day, tenth } from "../figures.ts";
import {
  founders,
  landlords,
  personFirstNames,
  personLastNames,
  resellers,
  suppliers,
} from "./names.ts";
import { markets } from "./markets.ts";
import { metricNotes, stageNotes } from "./wordings.ts";

const parties = {
  reseller: resellers,
  supplier: suppliers,
  founder: founders,
  landlord: landlords,
};

export function drawDispute(
  random: Random,
  { controlled }: RecurringRevenue,
  chosen: ChosenConflicts,
): Dispute {
  const kind = chosen.has("dispute-pipeline")
    ? "reseller"
    : random.pick(["reseller", "supplier", "founder", "landlord"] as const);
  return {
    kind,
    party: random.pick(parties[kind]),
    claimed: tenth(controlled * (0.05 + random.next() * 0.06)),
    sourcedPipeline: tenth(controlled * (0.03 + random.next() * 0.02)),
  };
}

export function drawPipeline(
  random: Random,
  arr: RecurringRevenue,
  customers: readonly Customer[],
): PipelineStage[] {
  const commit = tenth(arr.controlled * (0.14 + random.next() * 0.05));
  const note = (stage: PipelineStage["stage"]) =>
    random.pick(stageNotes[stage]).replace("{customer}", customers[0]?.name ?? "");
  return [
    {
      stage: "commit",
      amount: commit,
      historicalCloseRate: random.integer(33, 45) / 100,
      note: note("commit"),
    },
    {
      stage: "best_case",
      amount: tenth(commit * (1.4 + random.next() * 0.4)),
      historicalCloseRate: random.integer(20, 30) / 100,
      note: note("best_case"),
    },
    {
      stage: "early",
      amount: tenth(commit * (2.6 + random.next() * 0.8)),
      historicalCloseRate: random.integer(5, 11) / 100,
      note: note("early"),
    },
  ];
}

/** Open trouble at customers whose renewal is at risk, and security questions while a report is missing. */
export function drawEscalations(
  random: Random,
  customers: readonly Customer[],
  {
    certification,
    market,
    staleHealth,
  }: { certification: Certification; market: SoldSoftware; staleHealth: Customer | undefined },
): Escalation[] {
  const troubled = customers.filter(
    ({ renewalRisk, name }) => renewalRisk === "high" && name !== staleHealth?.name,
  );
  const watched = customers.filter(({ renewalRisk }) => renewalRisk === "medium");
  const waiting = watched[0];
  return [
    ...troubled.slice(0, 2).map(({ name, primaryRisk }): Escalation => ({
      customer: name,
      severity: "high",
      issue: primaryRisk,
      status: "open",
    })),
    ...watched.slice(1, 1 + random.integer(1, 2)).map(({ name }): Escalation => ({
      customer: name,
      severity: "medium",
      issue: `${market.output.en} latency`,
      status: random.pick(["monitoring", "planned"]),
    })),
    ...(certification.typeTwoDate === undefined && waiting
      ? [
          {
            customer: waiting.name,
            severity: "medium",
            issue: "security questionnaire blocked on Type II",
            status: "open",
          } satisfies Escalation,
        ]
      : []),
    ...(staleHealth
      ? [
          {
            customer: staleHealth.name,
            severity: "high",
            issue: `${market.integration.en} errors`,
            status: "open",
          } satisfies Escalation,
        ]
      : []),
  ];
}

export function drawCertification(random: Random, chosen: ChosenConflicts): Certification {
  const findings = random.integer(3, 6);
  return {
    typeOneDate: day(2025, random.integer(2, 5), random.integer(1, 28)),
    typeTwoDate: chosen.has("soc2-type")
      ? undefined
      : day(2025, random.integer(9, 11), random.integer(1, 28)),
    testFindings: findings,
    testFindingsOpen: random.integer(1, findings - 1),
  };
}

export function drawMetrics(random: Random, chosen: ChosenConflicts): Metric[] {
  const metric = (name: string, value: string, status: Metric["status"]): Metric => ({
    name,
    value: status === "not_provided" ? "" : value,
    status,
    notes: random.pick(metricNotes[status]),
  });
  const grr = chosen.has("absent-grr")
    ? "not_provided"
    : chosen.has("grr-estimate")
      ? "management_estimate_unvalidated"
      : "finance_partial";
  return [
    metric(
      "net_revenue_retention",
      `${random.integer(104, 128)}%`,
      chosen.has("nrr-estimate") ? "management_estimate_unvalidated" : "finance_validated",
    ),
    metric("gross_revenue_retention", `${random.integer(80, 89)}%`, grr),
    metric("logo_retention", `${random.integer(90, 95)}%`, "finance_partial"),
    metric(
      "cac_payback_months",
      String(random.integer(14, 30)),
      chosen.has("absent-cac") ? "not_provided" : "finance_validated",
    ),
  ];
}

export function drawPeople(random: Random): People {
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

/** A market with two to five of its products. */
export function drawMarket(random: Random): SoldSoftware {
  const market = random.pick(markets);
  return {
    ...market,
    products: random.shuffle(market.products).slice(0, random.integer(2, market.products.length)),
  };
}
