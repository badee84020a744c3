import { describe, expect, it } from "vitest";
import { LoopError } from "@loopwright/core";
import { parse } from "csv-parse/sync";
import { z } from "zod";
import { generateDataroom } from "./index.ts";

const reference = generateDataroom();

function textOf(path: string): string {
  const file = reference.files.find((candidate) => candidate.path === path);
  if (!file) throw new Error(`no ${path}`);
  return file.content;
}

function rowsOf(path: string): string[][] {
  return z.array(z.array(z.string())).parse(parse(textOf(path)));
}

/** What each narrative has to say, as words that stand on one line of it. */
const facts: Record<string, string[]> = {
  "overview.md": [
    "Annual SaaS subscriptions",
    "Usage add-ons",
    "Launch-stage commitments",
    "ARR of $43.0M and growth of 71%",
    "each legal entity is at most 15% of booked ARR when launch-stage usage is left out",
    "ordinary course of business",
  ],
  "product_strategy.md": [
    "**Forecast Assist**",
    "**Pipeline Quality Monitor**",
    "**Renewal Risk Workbench**",
    "Sales cites net revenue retention of 122%",
    "Finance has not published a net revenue retention figure",
    "leaves out some downsell and some churn",
  ],
  "go_to_market.md": [
    "sells directly to CRO and RevOps leaders",
    "larger average contract values",
    "partner pipeline",
    "`sales/pipeline.csv` is the check",
  ],
  "board_deck.md": [
    "December 2025",
    "Ending ARR: $43.0M",
    "growth: 71%",
    "Gross margin: 69%",
    "Cash burn: $2.9M a month",
    "Runway: 11 months",
    "includes signed launch-stage commitments and a usage true-up",
    "Concentration is manageable when looked at by legal entity",
  ],
  "financials/revenue_recognition_notes.md": [
    "The controlled bridge is `financials/arr_bridge.csv`",
    "$2.8M of launch-stage commitments that were not live by 2025-12-31",
    "$1.1M of usage true-ups that finance does not count as recurring",
    "bookings-adjusted ARR of $40.8M. It is for planning only",
  ],
  "legal/contracts_summary.md": [
    "standard annual contract with a security exhibit and a data processing agreement (DPA)",
    "top five customers stand for $25.1M of ARR",
    "nothing in the customer contracts affects valuation",
    "has not been reconciled with `legal/clause_inventory.csv`",
    "Two strategic customers have non-standard terms",
  ],
  "legal/open_issues.md": [
    "DataHarbor, a reseller whose agreement the company ended",
    "claims $3.2M plus accelerated commissions",
    "a loss is possible, not probable",
    "Two strategic master service agreements (MSAs) carry a change-of-control notice and an uncapped confidentiality indemnity",
  ],
  "security/security_overview.md": [
    "SOC 2 Type I: complete",
    "SOC 2 Type II: fieldwork in progress; the report has not been issued",
  ],
  "sales/security_faq.md": [
    "SOC 2 complete",
    "meant Type I readiness",
    "It is not certification evidence",
  ],
  "hr/org_chart.md": [
    "CEO:",
    "CFO:",
    "VP Sales:",
    "VP Product:",
    "Head of Security:",
    "2026 holds 14 net new hires in go-to-market",
  ],
  "sales/pipeline_notes.md": [
    "$1.6M that DataHarbor sourced. It is at risk",
    "The Northstar expansion assumes that the SOC 2 Type II report comes first",
    "Nothing in the pipeline is in controlled ARR",
  ],
  "notes/qa_log.md": [
    "122% is a management estimate. It has not been validated",
    "leaves out Northstar entities that downsold and a churned account that came through the reseller",
    "Answer: not provided.",
    "Northstar Holdings at $12.4M, which is 34% of FY2025 ARR according to `customers/account_hierarchy.csv`",
    "Do not silently reconcile board and finance ARR",
  ],
};

/** The cells that are fixed; a shorter row stands for the first cells of the file's row. */
const exports: Record<string, string[][]> = {
  "financials/arr_bridge.csv": [
    ["metric", "value_m"],
    ["opening_arr_2025_m", "21.58"],
    ["new_arr_m", "8.1"],
    ["expansion_arr_m", "3.2"],
    ["contraction_arr_m", "1.1"],
    ["churn_arr_m", "2.7"],
    ["ending_arr_2025_m", "36.9"],
    ["bookings_adjusted_arr_m", "40.8"],
  ],
  "financials/p_and_l.csv": [
    ["period", "revenue_m", "gross_margin", "opex_m", "cash_burn_m", "runway_months"],
    ["FY2025", "30.26", "0.69", "47.71", "2.9", "11"],
  ],
  "financials/retention_extract.csv": [
    ["metric", "value", "status", "notes"],
    ["net_revenue_retention", "122%", "management_estimate_unvalidated"],
    ["gross_revenue_retention", "84%", "finance_partial"],
    ["logo_retention", "91%", "finance_partial", "Counts legal entities, not parent accounts"],
    ["cac_payback_months", "", "not_provided"],
  ],
  "customers/top_customers.csv": [
    [
      "customer",
      "parent_account",
      "arr_m",
      "arr_share",
      "segment",
      "renewal_date",
      "inclusion_basis",
    ],
    [
      "Northstar Bank",
      "Northstar Holdings",
      "7.8",
      "0.2114",
      "Enterprise",
      "2026-02-15",
      "controlled_arr_bridge",
    ],
    [
      "Northstar Capital Markets",
      "Northstar Holdings",
      "4.6",
      "0.1247",
      "Enterprise",
      "2026-04-01",
      "controlled_arr_bridge",
    ],
    [
      "Helio Retail",
      "Helio Retail",
      "6.9",
      "0.1870",
      "Enterprise",
      "2026-05-15",
      "controlled_arr_bridge",
    ],
    [
      "BluePeak Logistics",
      "BluePeak Logistics",
      "3.6",
      "0.0976",
      "Mid-market",
      "2026-06-30",
      "controlled_arr_bridge",
    ],
    [
      "Summit Foods",
      "Summit Foods",
      "2.2",
      "0.0596",
      "Mid-market",
      "2026-02-28",
      "controlled_arr_bridge",
    ],
  ],
  "customers/account_hierarchy.csv": [
    ["legal_entity", "parent_account", "parent_arr_m", "note"],
    ["Northstar Bank", "Northstar Holdings", "12.4"],
    ["Northstar Capital Markets", "Northstar Holdings", "12.4"],
    ["Helio Retail", "Helio Retail", "6.9"],
    ["BluePeak Logistics", "BluePeak Logistics", "3.6"],
  ],
  "customers/renewal_calendar.csv": [
    ["customer", "renewal_date", "renewal_risk", "notes"],
    ["Northstar Bank", "2026-02-15", "medium"],
    ["Northstar Capital Markets", "2026-04-01", "medium"],
    ["Helio Retail", "2026-05-15", "medium"],
    ["BluePeak Logistics", "2026-06-30", "high"],
  ],
  "customers/customer_health.csv": [
    ["customer", "health", "primary_risk", "signal_date", "caveat"],
    ["Northstar Bank", "green", "security review", "2025-10-31"],
    ["Northstar Capital Markets", "yellow", "forecast latency", "2025-10-31"],
    ["Helio Retail", "yellow", "seat reduction", "2025-12-15"],
    ["BluePeak Logistics", "red", "CRM sync errors", "2025-12-15"],
    ["Summit Foods", "yellow", "low adoption in two regions", "2025-12-15"],
  ],
  "legal/clause_inventory.csv": [
    ["customer", "issue", "exposure", "confidence"],
    ["Northstar Bank", "change_of_control_notice"],
    ["Helio Retail", "uncapped_confidentiality_indemnity"],
    ["BluePeak Logistics", "service_credit_carveout"],
  ],
  "sales/pipeline.csv": [
    ["stage", "pipeline_m", "historical_close_rate", "quality_note"],
    ["commit", "6.1", "0.39"],
    ["best_case", "9.7", "0.28"],
    ["early", "18.2", "0.08"],
  ],
  "support/escalations.csv": [
    ["customer", "severity", "issue", "status"],
    ["Northstar Capital Markets", "medium", "forecast latency", "monitoring"],
    ["BluePeak Logistics", "high", "CRM sync errors", "open"],
    ["Northstar Bank", "medium", "security questionnaire blocked on Type II", "open"],
  ],
};

describe("the reference company", () => {
  it.each(Object.entries(facts))("states its facts in %s", (path, words) => {
    const lines = textOf(path).split("\n");
    const occurrences = words.map((fact) => [
      fact,
      lines.filter((line) => line.includes(fact)).length,
    ]);
    expect(occurrences).toEqual(words.map((fact) => [fact, 1]));
  });

  it.each(Object.entries(exports))("has the fixed columns and figures in %s", (path, expected) => {
    const rows = rowsOf(path);
    expect(rows.map((row, index) => row.slice(0, expected[index]?.length))).toEqual(expected);
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([expected[0]?.length]));
  });

  it("lacks two months and ends at the controlled figure", () => {
    const [header, ...rows] = rowsOf("financials/monthly_kpis.csv");
    expect(header).toEqual([
      "month",
      "ending_arr_m",
      "new_arr_m",
      "expansion_arr_m",
      "churn_arr_m",
      "gross_margin",
    ]);
    const months = rows.map(([month]) => month);
    expect(months).toHaveLength(10);
    expect(months).not.toContain("2025-08");
    expect(months).not.toContain("2025-11");
    expect(rows[0]?.[1]).toBe("21.58");
    expect(rows.at(-1)?.[1]).toBe("36.90");
    expect(new Set(rows.map((row) => row[5]))).toEqual(new Set(["0.69"]));
  });

  it("lists exactly its documents in the manifest, sorted", () => {
    const { manifest, files } = reference;
    expect(JSON.parse(textOf("manifest.json"))).toEqual(manifest);
    expect(manifest.company_name).toBe("FictionalCorp XYZ");
    expect(manifest.scenario).toBe("adversarial_diligence");
    expect(manifest.files).toEqual(manifest.files.toSorted());
    expect(manifest.files).toEqual(
      files.map(({ path }) => path).filter((path) => path !== "manifest.json"),
    );
    expect(files).toHaveLength(24);
  });

  it.each(Object.keys(facts))("gives %s between 15 and 45 lines", (path) => {
    const count = textOf(path).trimEnd().split("\n").length;
    expect(count).toBeGreaterThanOrEqual(15);
    expect(count).toBeLessThanOrEqual(45);
  });
});

describe("generateDataroom", () => {
  it("gives the same bytes for the same seed", () => {
    expect(generateDataroom({ seed: "7" })).toEqual(generateDataroom({ seed: "7" }));
    expect(generateDataroom({ seed: "reference" })).toEqual(reference);
  });

  it("refuses options that no company has, and says which there are", () => {
    const refusals: [Parameters<typeof generateDataroom>[0], string][] = [
      [{ seed: "7", files: 23 }, "files 23: expected a whole number from 24 to 2000"],
      [{ seed: "7", files: 2001 }, "files 2001"],
      [{ difficulty: "hard" }, 'the company of the seed "reference" is fixed'],
    ];
    for (const [options, message] of refusals) {
      expect(() => generateDataroom(options)).toThrow(LoopError);
      expect(() => generateDataroom(options)).toThrow(message);
    }
  });
});
