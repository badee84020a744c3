import { dollars } from "../figures.ts";
import type { ConflictPlanner } from "./planned-conflict.ts";

export const certification: ConflictPlanner = () => ({
  id: "soc2-status",
  kind: "overstated_certification",
  right:
    "SOC 2 Type I is complete; Type II fieldwork is in progress and no report has been issued.",
  observations: ["The SOC 2 Type II report has not been issued."],
  tempting: "SOC 2 is complete.",
  proof: [
    { file: "security/security_overview.md", value: "SOC 2 Type II: fieldwork in progress" },
    { file: "sales/security_faq.md", value: "It is not certification evidence" },
  ],
  lure: [{ file: "sales/security_faq.md", value: "SOC 2 complete" }],
  questions: [5, 6, 9, 10],
});

export const netRevenueRetention: ConflictPlanner = ({ retention }) => ({
  id: "nrr-estimate",
  kind: "unvalidated_estimate",
  right: `Net revenue retention of ${retention.netRevenue}% is management's unvalidated estimate; no official figure exists, so none is reported.`,
  observations: [`Net revenue retention of ${retention.netRevenue}% is an unvalidated estimate.`],
  tempting: `Net revenue retention is ${retention.netRevenue}%.`,
  proof: [
    {
      file: "financials/retention_extract.csv",
      value: `net_revenue_retention,${retention.netRevenue}%,management_estimate_unvalidated`,
    },
    { file: "notes/qa_log.md", value: `${retention.netRevenue}% is a management estimate` },
    { file: "product_strategy.md", value: "Finance has not published a net revenue retention" },
  ],
  lure: [
    {
      file: "product_strategy.md",
      value: `Sales cites net revenue retention of ${retention.netRevenue}%`,
    },
  ],
  questions: [6, 7, 10],
});

export const acquisitionPayback: ConflictPlanner = () => ({
  id: "cac-payback",
  kind: "metric_absent",
  right: "CAC payback was asked for and not provided; it cannot be stated.",
  observations: ["CAC payback was not provided."],
  tempting: "CAC payback can be worked out from the figures at hand.",
  proof: [
    { file: "financials/retention_extract.csv", value: "cac_payback_months,,not_provided" },
    { file: "notes/qa_log.md", value: "Answer: not provided." },
  ],
  lure: [],
  questions: [7, 8],
});

export const contractTerms: ConflictPlanner = ({ clauses }) => ({
  id: "contract-terms",
  kind: "narrative_vs_clause_inventory",
  right: `The clause inventory holds terms that bear on a transaction (${clauses.map(({ customer, issue }) => `${customer}: ${issue}`).join("; ")}); the contracts summary was not reconciled with it.`,
  observations: clauses.map(
    ({ customer, issue }) => `${customer} has a clause on ${issue.replaceAll("_", " ")}.`,
  ),
  tempting: "Nothing in the customer contracts affects valuation.",
  proof: [
    ...clauses.map(({ customer, issue }) => ({
      file: "legal/clause_inventory.csv",
      value: `${customer},${issue}`,
    })),
    { file: "legal/contracts_summary.md", value: "has not been reconciled with" },
  ],
  lure: [
    {
      file: "legal/contracts_summary.md",
      value: "nothing in the customer contracts affects valuation",
    },
  ],
  questions: [4, 6, 9, 10],
});

export const resellerClaim: ConflictPlanner = ({ dispute }) => ({
  id: "reseller-claim",
  kind: "understated_dispute",
  right: `${dispute.reseller} claims ${dollars(dispute.claimed)} plus accelerated commissions; counsel calls a loss possible, not probable, and nothing is provided for.`,
  observations: [`${dispute.reseller} claims ${dollars(dispute.claimed)}.`],
  tempting: "Legal matters are in the ordinary course of business.",
  proof: [
    { file: "legal/open_issues.md", value: `claims ${dollars(dispute.claimed)}` },
    { file: "legal/open_issues.md", value: "a loss is possible, not probable" },
  ],
  lure: [{ file: "overview.md", value: "in the ordinary course of business" }],
  questions: [4, 6, 9],
});
