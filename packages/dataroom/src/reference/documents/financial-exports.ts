import { csv } from "../../dataroom-file.ts";
import type { Renderer } from "./renderer.ts";

export const arrBridge: Renderer = ({ arr, fiscalYear }) =>
  csv(
    "financials/arr_bridge.csv",
    ["metric", "value_m"],
    [
      [`opening_arr_${fiscalYear}_m`, arr.opening],
      ["new_arr_m", arr.added],
      ["expansion_arr_m", arr.expansion],
      ["contraction_arr_m", arr.contraction],
      ["churn_arr_m", arr.churn],
      [`ending_arr_${fiscalYear}_m`, arr.controlled],
      ["bookings_adjusted_arr_m", arr.bookingsAdjusted],
    ],
  );

export const monthlyKpis: Renderer = ({ months }) =>
  csv(
    "financials/monthly_kpis.csv",
    ["month", "ending_arr_m", "new_arr_m", "expansion_arr_m", "churn_arr_m", "gross_margin"],
    months.map((kpi) => [
      kpi.month,
      kpi.endingArr.toFixed(2),
      kpi.newArr.toFixed(2),
      kpi.expansionArr.toFixed(2),
      kpi.churnArr.toFixed(2),
      kpi.grossMargin.toFixed(2),
    ]),
  );

export const profitAndLoss: Renderer = ({ fiscalYear, profitAndLoss: year }) =>
  csv(
    "financials/p_and_l.csv",
    ["period", "revenue_m", "gross_margin", "opex_m", "cash_burn_m", "runway_months"],
    [
      [
        `FY${fiscalYear}`,
        year.revenue,
        year.grossMargin,
        year.operatingExpense,
        year.cashBurn,
        year.runwayMonths,
      ],
    ],
  );

export const retentionExtract: Renderer = ({ retention }) =>
  csv(
    "financials/retention_extract.csv",
    ["metric", "value", "status", "notes"],
    [
      [
        "net_revenue_retention",
        `${retention.netRevenue}%`,
        "management_estimate_unvalidated",
        "Taken from the sales model; finance has not tied it to invoices",
      ],
      [
        "gross_revenue_retention",
        `${retention.grossRevenue}%`,
        "finance_partial",
        "Covers contracts on the new billing system only",
      ],
      [
        "logo_retention",
        `${retention.logo}%`,
        "finance_partial",
        "Counts legal entities, not parent accounts",
      ],
      ["cac_payback_months", "", "not_provided", "Asked for twice; no calculation received"],
    ],
  );
