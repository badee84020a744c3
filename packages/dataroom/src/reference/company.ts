/**
 * One model of the business. Every document is rendered from it, so that a figure which stands in two files is
 * the same figure. Where two files are meant to disagree, the model holds both readings under their own names
 * (`controlled`, `board`, …); nothing is altered in a renderer.
 *
 * Money is in millions of US dollars, shares and margins are fractions of 1, percentages are whole numbers.
 */
export interface Company {
  name: string;
  scenario: string;
  fiscalYear: number;
  market: Market;
  people: People;
  arr: RecurringRevenue;
  profitAndLoss: ProfitAndLoss;
  retention: Retention;
  /** The months that the extract holds, in order. */
  months: readonly MonthlyKpi[];
  /** `YYYY-MM` of the months that the extract lacks. */
  missingMonths: readonly string[];
  /** A parent account whose two legal entities sign contracts of their own. */
  group: CustomerGroup;
  /** Large customers that are their own parent, largest first. */
  standalone: StandaloneCustomers;
  clauses: readonly Clause[];
  /** The highest share of booked ARR that management states for a legal entity, in percent. */
  statedEntityCapPercent: number;
  dispute: ResellerDispute;
  pipeline: readonly PipelineStage[];
  escalations: readonly Escalation[];
  plannedGtmHires: number;
}

/** What the company sells and to whom. */
export interface Market {
  /** `forecasting and revenue-quality software` */
  category: string;
  /** `CROs and RevOps leaders` */
  buyers: string;
  products: readonly [Product, Product, Product];
  /** The integration that fails most, as support names it: `CRM sync`. */
  integration: string;
  /** The work product that is sometimes late: `forecast`. */
  output: string;
}

export interface Product {
  name: string;
  /** Completes the sentence "NAME …". */
  purpose: string;
}

export interface People {
  ceo: string;
  cfo: string;
  salesLead: string;
  productLead: string;
  securityLead: string;
}

export interface RecurringRevenue {
  opening: number;
  added: number;
  expansion: number;
  contraction: number;
  churn: number;
  /** Ending ARR of the controlled bridge: the figure that counts. */
  controlled: number;
  /** Ending ARR as management and the board deck state it. */
  board: number;
  /** RevOps' planning figure. */
  bookingsAdjusted: number;
  /** Signed commitments in the board figure whose service was not live at year end. */
  launchStage: number;
  /** Usage true-ups in the board figure. */
  usageTrueUp: number;
  /** Growth as management states it, in percent; it fits the controlled figure, not the board's. */
  statedGrowthPercent: number;
}

export interface ProfitAndLoss {
  revenue: number;
  grossMargin: number;
  operatingExpense: number;
  /** A month. */
  cashBurn: number;
  runwayMonths: number;
}

/** Percentages. None of them is a validated figure. */
export interface Retention {
  netRevenue: number;
  grossRevenue: number;
  logo: number;
}

export interface MonthlyKpi {
  /** `2025-01` */
  month: string;
  endingArr: number;
  newArr: number;
  expansionArr: number;
  churnArr: number;
  grossMargin: number;
}

export interface Customer {
  name: string;
  parent: string;
  arr: number;
  segment: "Enterprise" | "Mid-market";
  /** `YYYY-MM-DD` */
  renewalDate: string;
  renewalRisk: "low" | "medium" | "high";
  renewalNote: string;
  health: "green" | "yellow" | "red";
  primaryRisk: string;
  /** `YYYY-MM-DD` */
  signalDate: string;
  healthCaveat: string;
}

export interface CustomerGroup {
  parent: string;
  /** The brand that both legal entities share: `Northstar`. */
  brand: string;
  larger: Customer;
  smaller: Customer;
}

export interface StandaloneCustomers {
  /** Signed an uncapped confidentiality indemnity. */
  large: Customer;
  /** Suffers from the failing integration. */
  troubled: Customer;
  small: Customer;
}

export interface Clause {
  customer: string;
  issue: string;
  exposure: string;
  confidence: "low" | "medium" | "high";
}

export interface ResellerDispute {
  reseller: string;
  /** What the ex-reseller claims. */
  claimed: number;
  /** Commit-stage pipeline that the ex-reseller sourced. */
  sourcedPipeline: number;
}

export interface PipelineStage {
  stage: "commit" | "best_case" | "early";
  amount: number;
  historicalCloseRate: number;
  note: string;
}

export interface Escalation {
  customer: string;
  severity: "low" | "medium" | "high";
  issue: string;
  status: string;
}
