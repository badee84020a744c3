import type { Company as DrawnCompany, Localized } from "../seeded/company.ts";
import { topCustomers } from "./figures.ts";
import { referenceCompany } from "./reference-company.ts";

const { market, arr, group, standalone } = referenceCompany;

const purposes = [
  "根据 CRM 历史起草每周预测，并请经理说明每次改动",
  "为未结商机评分，找出缺失的步骤、过时的日期和缺乏依据的金额",
  "汇集使用情况、工单和合同日期，便于客户团队安排续约",
];

/** The reference company as the model of drawn companies holds it, so that it can be told in other languages. */
export const referenceAsDrawn: DrawnCompany = {
  ...referenceCompany,
  market: {
    category: both(market.category, "销售预测与收入质量软件"),
    buyers: both(market.buyers, "CRO 与 RevOps 负责人"),
    integration: both(market.integration, "CRM 同步"),
    output: both(market.output, "预测"),
    products: market.products.map(({ name, purpose }, index) => ({
      name,
      purpose: both(purpose, purposes[index] ?? ""),
    })),
  },
  arr: { ...arr, printedAdded: arr.added, growthPercent: arr.statedGrowthPercent },
  metrics: [
    metric("net_revenue_retention", "122%", "management_estimate_unvalidated"),
    metric("gross_revenue_retention", "84%", "finance_partial"),
    metric("logo_retention", "91%", "finance_partial"),
    metric("cac_payback_months", "", "not_provided"),
  ],
  customers: topCustomers(referenceCompany).toSorted((a, b) => b.arr - a.arr),
  groups: [
    {
      parent: group.parent,
      brand: group.brand,
      entities: [group.larger, group.smaller],
      arr: 12.4,
    },
  ],
  dispute: {
    ...referenceCompany.dispute,
    party: referenceCompany.dispute.reseller,
    kind: "reseller",
  },
  certification: {
    typeOneDate: undefined,
    typeTwoDate: undefined,
    testFindings: 4,
    testFindingsOpen: 1,
  },
  plannedHires: referenceCompany.plannedGtmHires,
  entityCapPercent: referenceCompany.statedEntityCapPercent,
};

/** The two customers of the strategic agreements: for the notice and for the indemnity. */
export const strategicCustomers = { first: group.larger.name, second: standalone.large.name };

function both(en: string, chinese: string): Localized {
  return { en, "zh-CN": chinese };
}

function metric(
  name: string,
  value: string,
  status: DrawnCompany["metrics"][number]["status"],
): DrawnCompany["metrics"][number] {
  return { name, value, status, notes: "" };
}
