import type {
  Clause,
  Customer,
  Escalation,
  MonthlyKpi,
  People,
  PipelineStage,
  ProfitAndLoss,
} from "../reference/company.ts";
import type { Locale } from "../locale.ts";

/**
 * One model of a drawn business, of which every file is rendered. What stands here is true, apart from the readings
 * under names of their own (`board`, `printedAdded`, …), which documents hold where a conflict is planted.
 *
 * Money is in millions of US dollars, shares and margins are fractions of 1, percentages are whole numbers, dates
 * are `YYYY-MM-DD`.
 */
export interface Company {
  name: string;
  scenario: string;
  fiscalYear: number;
  market: SoldSoftware;
  people: People;
  arr: RecurringRevenue;
  profitAndLoss: ProfitAndLoss;
  /** All months of the year; the extract leaves out `missingMonths`. */
  months: readonly MonthlyKpi[];
  missingMonths: readonly string[];
  metrics: readonly Metric[];
  /** Legal entities, the largest first. */
  customers: readonly Customer[];
  /** Parents that contract through more than one legal entity, the largest first. */
  groups: readonly Group[];
  clauses: readonly Clause[];
  dispute: Dispute;
  certification: Certification;
  pipeline: readonly PipelineStage[];
  escalations: readonly Escalation[];
  plannedHires: number;
  /** No legal entity is above this share of controlled ARR, in percent. */
  entityCapPercent: number;
}

/** A text in each language that narratives are written in. */
export type Localized = Readonly<Record<Locale, string>>;

export interface SoldSoftware {
  category: Localized;
  buyers: Localized;
  /** The integration that fails most. */
  integration: Localized;
  /** The work product that is sometimes late. */
  output: Localized;
  products: readonly SoldProduct[];
}

export interface SoldProduct {
  name: string;
  /** Completes the sentence "NAME …". */
  purpose: Localized;
}

/** All figures are multiples of 0.1, so that sums are exact however they are printed. */
export interface RecurringRevenue {
  opening: number;
  added: number;
  /** New ARR as the bridge prints it; differs from `added` where the bridge does not tie. */
  printedAdded: number;
  expansion: number;
  contraction: number;
  churn: number;
  controlled: number;
  /** The figure that management and the board use where a headline is planted. */
  board: number;
  launchStage: number;
  usageTrueUp: number;
  bookingsAdjusted: number;
  /** From opening to controlled. */
  growthPercent: number;
}

export interface Metric {
  /** Name in `retention_extract.csv`. */
  name: string;
  /** As the cell shows it; empty when it was not provided. */
  value: string;
  status:
    | "finance_validated"
    | "finance_partial"
    | "management_estimate_unvalidated"
    | "not_provided";
  notes: string;
}

export interface Group {
  parent: string;
  brand: string;
  entities: readonly Customer[];
  arr: number;
}

export interface Dispute {
  party: string;
  kind: "reseller" | "supplier" | "founder" | "landlord";
  claimed: number;
  sourcedPipeline: number;
}

export interface Certification {
  /** Undefined where nobody gives a date. */
  typeOneDate: string | undefined;
  /** Undefined while no Type II report has been issued. */
  typeTwoDate: string | undefined;
  testFindings: number;
  testFindingsOpen: number;
}
