import type { Company } from "./company.ts";

const perEntity = "Recorded for this legal entity; no health record exists for the parent account.";

/** The company of the seed `reference`: figures fixed, the yardstick of the default loop. */
export const referenceCompany: Company = {
  name: "FictionalCorp XYZ",
  scenario: "adversarial_diligence",
  fiscalYear: 2025,
  market: {
    category: "forecasting and revenue-quality software",
    buyers: "CRO and RevOps leaders",
    products: [
      {
        name: "Forecast Assist",
        purpose:
          "drafts the weekly forecast from CRM history and asks managers to explain each override",
      },
      {
        name: "Pipeline Quality Monitor",
        purpose: "scores open opportunities for missing steps, stale dates and unsupported amounts",
      },
      {
        name: "Renewal Risk Workbench",
        purpose:
          "brings usage, tickets and contract dates together so that account teams can plan renewals",
      },
    ],
    integration: "CRM sync",
    output: "forecast",
  },
  people: {
    ceo: "Maren Okafor",
    cfo: "Tobias Lindqvist",
    salesLead: "Priya Raman",
    productLead: "Diego Salas",
    securityLead: "Hannah Weiss",
  },
  arr: {
    opening: 21.58,
    added: 8.1,
    expansion: 3.2,
    contraction: 1.1,
    churn: 2.7,
    controlled: 36.9,
    board: 43,
    bookingsAdjusted: 40.8,
    launchStage: 2.8,
    usageTrueUp: 1.1,
    statedGrowthPercent: 71,
  },
  profitAndLoss: {
    revenue: 30.26,
    grossMargin: 0.69,
    operatingExpense: 47.71,
    cashBurn: 2.9,
    runwayMonths: 11,
  },
  retention: { netRevenue: 122, grossRevenue: 84, logo: 91 },
  months: [
    month("2025-01", 21.58, 0.52, 0.21, 0.18),
    month("2025-02", 22.74, 0.58, 0.24, 0.2),
    month("2025-03", 24.05, 0.71, 0.27, 0.24),
    month("2025-04", 25.31, 0.62, 0.25, 0.22),
    month("2025-05", 26.67, 0.66, 0.28, 0.21),
    month("2025-06", 28.32, 0.78, 0.31, 0.26),
    month("2025-07", 29.58, 0.6, 0.23, 0.23),
    month("2025-09", 32.46, 0.81, 0.29, 0.25),
    month("2025-10", 33.91, 0.69, 0.26, 0.22),
    month("2025-12", 36.9, 0.88, 0.33, 0.27),
  ],
  missingMonths: ["2025-08", "2025-11"],
  group: {
    parent: "Northstar Holdings",
    brand: "Northstar",
    larger: {
      name: "Northstar Bank",
      parent: "Northstar Holdings",
      arr: 7.8,
      segment: "Enterprise",
      renewalDate: "2026-02-15",
      renewalRisk: "medium",
      renewalNote: "Procurement will not start before the security questionnaire is answered",
      health: "green",
      primaryRisk: "security review",
      signalDate: "2025-10-31",
      healthCaveat: perEntity,
    },
    smaller: {
      name: "Northstar Capital Markets",
      parent: "Northstar Holdings",
      arr: 4.6,
      segment: "Enterprise",
      renewalDate: "2026-04-01",
      renewalRisk: "medium",
      renewalNote: "Sponsor changed in the autumn; latency fix is being watched",
      health: "yellow",
      primaryRisk: "forecast latency",
      signalDate: "2025-10-31",
      healthCaveat: perEntity,
    },
  },
  standalone: {
    large: {
      name: "Helio Retail",
      parent: "Helio Retail",
      arr: 6.9,
      segment: "Enterprise",
      renewalDate: "2026-05-15",
      renewalRisk: "medium",
      renewalNote: "Seat count under review after the store closures",
      health: "yellow",
      primaryRisk: "seat reduction",
      signalDate: "2025-12-15",
      healthCaveat: "",
    },
    troubled: {
      name: "BluePeak Logistics",
      parent: "BluePeak Logistics",
      arr: 3.6,
      segment: "Mid-market",
      renewalDate: "2026-06-30",
      renewalRisk: "high",
      renewalNote:
        "CRM sync errors since the third quarter; asks for credits before any renewal talk",
      health: "red",
      primaryRisk: "CRM sync errors",
      signalDate: "2025-12-15",
      healthCaveat: "",
    },
    small: {
      name: "Summit Foods",
      parent: "Summit Foods",
      arr: 2.2,
      segment: "Mid-market",
      renewalDate: "2026-02-28",
      renewalRisk: "low",
      renewalNote: "",
      health: "yellow",
      primaryRisk: "low adoption in two regions",
      signalDate: "2025-12-15",
      healthCaveat: "",
    },
  },
  clauses: [
    {
      customer: "Northstar Bank",
      issue: "change_of_control_notice",
      exposure:
        "On a change of control a transition plan is due within 10 days of the customer's notice",
      confidence: "medium",
    },
    {
      customer: "Helio Retail",
      issue: "uncapped_confidentiality_indemnity",
      exposure: "Indemnity for a confidentiality breach has no monetary cap",
      confidence: "high",
    },
    {
      customer: "BluePeak Logistics",
      issue: "service_credit_carveout",
      exposure:
        "After two missed months of CRM sync service levels, credits may exceed one month of fees",
      confidence: "medium",
    },
  ],
  statedEntityCapPercent: 15,
  dispute: { reseller: "DataHarbor", claimed: 3.2, sourcedPipeline: 1.6 },
  pipeline: [
    {
      stage: "commit",
      amount: 6.1,
      historicalCloseRate: 0.39,
      note: "Counts a Northstar expansion that waits on the security report, and opportunities sourced by DataHarbor",
    },
    {
      stage: "best_case",
      amount: 9.7,
      historicalCloseRate: 0.28,
      note: "Several deals without a confirmed budget owner",
    },
    {
      stage: "early",
      amount: 18.2,
      historicalCloseRate: 0.08,
      note: "Mostly partner introductions; amounts are placeholders until discovery",
    },
  ],
  escalations: [
    {
      customer: "Northstar Capital Markets",
      severity: "medium",
      issue: "forecast latency",
      status: "monitoring",
    },
    {
      customer: "BluePeak Logistics",
      severity: "high",
      issue: "CRM sync errors",
      status: "open",
    },
    {
      customer: "Northstar Bank",
      severity: "medium",
      issue: "security questionnaire blocked on Type II",
      status: "open",
    },
  ],
  plannedGtmHires: 14,
};

function month(
  name: string,
  endingArr: number,
  newArr: number,
  expansionArr: number,
  churnArr: number,
) {
  return { month: name, endingArr, newArr, expansionArr, churnArr, grossMargin: 0.69 };
}
