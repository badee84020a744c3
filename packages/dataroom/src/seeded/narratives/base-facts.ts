import type { Company } from "../company.ts";
import type { ChosenConflicts } from "../conflicts/chosen-conflicts.ts";
import {
  capFact,
  largestGroup,
  rollupAnswer,
  topFiveFact,
} from "../conflicts/customer-conflicts.ts";
import { fact, type Fact } from "../conflicts/evidence.ts";
import { claimFact, clauseCustomers } from "../conflicts/legal-conflicts.ts";
import { statement } from "../conflicts/statements.ts";
import { dollars, total, wholePercent } from "../figures.ts";
import { paths } from "../paths.ts";

export interface FactInputs {
  company: Company;
  chosen: ChosenConflicts;
}

/**
 * What the narratives of every company say, apart from planted conflicts. Where one is planted, the plain statement
 * that would give it away, or contradict it by accident, is left out.
 */
export function baseFacts(inputs: FactInputs): Fact[] {
  return [
    ...businessFacts(inputs),
    ...revenueFacts(inputs),
    ...customerFacts(inputs),
    ...legalFacts(inputs),
    ...securityFacts(inputs),
    ...metricFacts(inputs),
    ...salesAndPeopleFacts(inputs),
  ];
}

function businessFacts({ company }: FactInputs): Fact[] {
  const { name, market } = company;
  const [first] = market.products;
  return [
    fact(paths.overview, "company.does", {
      company: name,
      category: market.category,
      buyers: market.buyers,
    }),
    fact(paths.overview, "revenue.model"),
    ...market.products.map(({ name: product, purpose }) =>
      fact(paths.product, "product.item", { name: product, purpose }),
    ),
    fact(paths.product, "product.first", {
      first: first?.name ?? "",
      last: market.products.at(-1)?.name ?? "",
    }),
  ];
}

function revenueFacts({ company, chosen }: FactInputs): Fact[] {
  const { arr, profitAndLoss: year } = company;
  const { controlled, bookings } = statement(company);
  const margin = Math.round(year.grossMargin * 100);
  return [
    controlled,
    bookings,
    fact(paths.revenueNotes, "revenue.contraction"),
    fact(paths.board, "revenue.burn", { burn: dollars(year.cashBurn) }),
    ...unless(chosen.has("headline-arr"), () =>
      fact(paths.board, "revenue.controlled_here", { arr: dollars(arr.controlled) }),
    ),
    ...unless(chosen.has("growth-basis"), () =>
      fact(paths.revenueNotes, "revenue.growth_controlled", { growth: arr.growthPercent }),
    ),
    ...unless(chosen.has("headline-margin"), () => fact(paths.board, "revenue.margin", { margin })),
    ...unless(chosen.has("headline-runway"), () =>
      fact(paths.board, "revenue.runway", { months: year.runwayMonths }),
    ),
    ...unless(chosen.has("restated-revenue"), () =>
      fact(paths.overview, "revenue.turnover", { amount: dollars(year.revenue) }),
    ),
    ...(chosen.has("headline-arr") ? [fact(paths.log, "notes.no_silent")] : []),
  ];
}

function customerFacts({ company, chosen }: FactInputs): Fact[] {
  const group = largestGroup(company);
  const hidden = chosen.has("parent-rollup") || chosen.has("entity-count");
  return [
    ...unless(chosen.has("parent-rollup"), () => rollupAnswer(company)),
    capFact(company),
    ...unless(hidden, () =>
      fact(paths.board, "customers.rollup_disclosed", {
        parent: group.parent,
        arr: dollars(group.arr),
        share: wholePercent(company, group.arr),
      }),
    ),
    ...unless(chosen.has("top-five-total"), () =>
      topFiveFact(company, total(company.customers.slice(0, 5).map(({ arr }) => arr))),
    ),
  ];
}

function legalFacts(inputs: FactInputs): Fact[] {
  const { company, chosen } = inputs;
  const count = company.clauses.length;
  return [
    fact(paths.contracts, "legal.standard"),
    claimFact(inputs),
    fact(paths.issues, "legal.probability"),
    fact(paths.issues, "legal.msas", { count, first: clauseCustomers(company) }),
    ...unless(chosen.has("contract-terms"), () =>
      fact(paths.contracts, "legal.reconciled", { count }),
    ),
    ...unless(chosen.has("dispute-claim"), () => fact(paths.overview, "legal.disclosed")),
  ];
}

function securityFacts({ company, chosen }: FactInputs): Fact[] {
  const { typeTwoDate, testFindings, testFindingsOpen } = company.certification;
  return [
    statement(company).typeOne,
    ...(typeTwoDate
      ? [
          fact(paths.security, "security.type_two_issued", { date: typeTwoDate }),
          fact(paths.faq, "security.faq_issued"),
        ]
      : [fact(paths.pipelineNotes, "sales.expansion", { customer: largestGroup(company).brand })]),
    ...unless(chosen.has("test-findings"), () =>
      fact(paths.security, "security.test_findings", {
        count: testFindings,
        open: testFindingsOpen,
      }),
    ),
  ];
}

function metricFacts({ company, chosen }: FactInputs): Fact[] {
  const value = (name: string) =>
    (company.metrics.find((each) => each.name === name)?.value ?? "").replace("%", "");
  return [
    ...(chosen.has("nrr-estimate")
      ? [fact(paths.product, "metrics.nrr_leaves_out")]
      : [fact(paths.product, "metrics.nrr_finance", { value: value("net_revenue_retention") })]),
    ...unless(chosen.has("absent-cac"), () =>
      fact(paths.log, "metrics.cac_finance", { value: value("cac_payback_months") }),
    ),
  ];
}

function salesAndPeopleFacts({ company, chosen }: FactInputs): Fact[] {
  const { market, people, plannedHires, fiscalYear } = company;
  const leaders = [
    ["CEO", people.ceo],
    ["CFO", people.cfo],
    ["VP Sales", people.salesLead],
    ["VP Product", people.productLead],
    ["Head of Security", people.securityLead],
  ] as const;
  return [
    fact(paths.market, "sales.direct", { buyers: market.buyers }),
    fact(paths.market, "sales.assumption"),
    fact(paths.market, "sales.check"),
    ...unless(chosen.has("dispute-pipeline"), () => fact(paths.pipelineNotes, "sales.not_in_arr")),
    ...leaders.map(([role, name]) => fact(paths.people, "people.leader", { role, name })),
    ...unless(chosen.has("stale-hiring"), () =>
      fact(paths.people, "people.hires", { count: plannedHires, year: fiscalYear + 1 }),
    ),
  ];
}

function unless(condition: boolean, give: () => Fact): Fact[] {
  return condition ? [] : [give()];
}
