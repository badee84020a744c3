import { csv, type DataroomFile } from "../../dataroom-file.ts";
import type { Company } from "../company.ts";
import { shareOf } from "../figures.ts";
import { paths } from "../paths.ts";

/** The CSV files. They are the same in every language. */
export function writeExports(company: Company): DataroomFile[] {
  return [
    ...financials(company),
    ...customers(company),
    renewalCalendar(company),
    customerHealth(company),
    ...operations(company),
  ];
}

function financials({
  arr,
  fiscalYear,
  months,
  missingMonths,
  profitAndLoss,
  metrics,
}: Company): DataroomFile[] {
  return [
    csv(
      paths.bridge,
      ["metric", "value_m"],
      [
        [`opening_arr_${fiscalYear}_m`, arr.opening],
        ["new_arr_m", arr.printedAdded],
        ["expansion_arr_m", arr.expansion],
        ["contraction_arr_m", arr.contraction],
        ["churn_arr_m", arr.churn],
        [`ending_arr_${fiscalYear}_m`, arr.controlled],
        ["bookings_adjusted_arr_m", arr.bookingsAdjusted],
      ],
    ),
    csv(
      paths.months,
      ["month", "ending_arr_m", "new_arr_m", "expansion_arr_m", "churn_arr_m", "gross_margin"],
      months
        .filter(({ month }) => !missingMonths.includes(month))
        .map((kpi) => [
          kpi.month,
          kpi.endingArr.toFixed(2),
          kpi.newArr.toFixed(2),
          kpi.expansionArr.toFixed(2),
          kpi.churnArr.toFixed(2),
          kpi.grossMargin.toFixed(2),
        ]),
    ),
    csv(
      paths.profit,
      ["period", "revenue_m", "gross_margin", "opex_m", "cash_burn_m", "runway_months"],
      [
        [
          `FY${fiscalYear}`,
          profitAndLoss.revenue,
          profitAndLoss.grossMargin,
          profitAndLoss.operatingExpense,
          profitAndLoss.cashBurn,
          profitAndLoss.runwayMonths,
        ],
      ],
    ),
    csv(
      paths.retention,
      ["metric", "value", "status", "notes"],
      metrics.map(({ name, value, status, notes }) => [name, value, status, notes]),
    ),
  ];
}

function customers(company: Company): DataroomFile[] {
  const rollups = new Map(company.groups.map(({ parent, arr }) => [parent, arr]));
  return [
    csv(
      paths.topCustomers,
      [
        "customer",
        "parent_account",
        "arr_m",
        "arr_share",
        "segment",
        "renewal_date",
        "inclusion_basis",
      ],
      company.customers.map((customer) => [
        customer.name,
        customer.parent,
        customer.arr,
        shareOf(company, customer.arr).toFixed(4),
        customer.segment,
        customer.renewalDate,
        "controlled_arr_bridge",
      ]),
    ),
    csv(
      paths.hierarchy,
      ["legal_entity", "parent_account", "parent_arr_m", "note"],
      company.customers.map(({ name, parent, arr }) => [
        name,
        parent,
        rollups.get(parent) ?? arr,
        rollups.has(parent) ? `Rolls up to ${parent}` : "Own parent",
      ]),
    ),
  ];
}

function renewalCalendar(company: Company): DataroomFile {
  return csv(
    paths.renewals,
    ["customer", "renewal_date", "renewal_risk", "notes"],
    company.customers
      .toSorted((a, b) => compare(a.renewalDate, b.renewalDate) || compare(a.name, b.name))
      .map(({ name, renewalDate, renewalRisk, renewalNote }) => [
        name,
        renewalDate,
        renewalRisk,
        renewalNote,
      ]),
  );
}

function customerHealth(company: Company): DataroomFile {
  return csv(
    paths.health,
    ["customer", "health", "primary_risk", "signal_date", "caveat"],
    company.customers.map(({ name, health, primaryRisk, signalDate, healthCaveat }) => [
      name,
      health,
      primaryRisk,
      signalDate,
      healthCaveat,
    ]),
  );
}

function operations({ clauses, pipeline, escalations }: Company): DataroomFile[] {
  return [
    csv(
      paths.clauses,
      ["customer", "issue", "exposure", "confidence"],
      clauses.map(({ customer, issue, exposure, confidence }) => [
        customer,
        issue,
        exposure,
        confidence,
      ]),
    ),
    csv(
      paths.pipeline,
      ["stage", "pipeline_m", "historical_close_rate", "quality_note"],
      pipeline.map(({ stage, amount, historicalCloseRate, note }) => [
        stage,
        amount,
        historicalCloseRate,
        note,
      ]),
    ),
    csv(
      paths.escalations,
      ["customer", "severity", "issue", "status"],
      escalations.map(({ customer, severity, issue, status }) => [
        customer,
        severity,
        issue,
        status,
      ]),
    ),
  ];
}

/** By code unit, not by locale: the order must not depend on the machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
