import { describe, expect, it } from "vitest";
import type { Company, MonthlyKpi } from "./reference/company.ts";
import {
  boardLessAdjustments,
  bridgeSum,
  growthPercent,
  parentArr,
  parentSharePercent,
  shareOf,
  topCustomers,
} from "./reference/figures.ts";
import { referenceCompany } from "./reference/reference-company.ts";
import { seededCompany } from "./company/seeded-company.ts";
import { generateDataroom } from "./index.ts";

const seeds = Array.from({ length: 300 }, (_, index) => `property-${index}`);
const companies = [referenceCompany, ...seeds.map(seededCompany)];

type Rule = [string, (company: Company) => boolean];

const ties: Rule[] = [
  [
    "stated growth fits controlled ARR",
    (c) => growthPercent(c, c.arr.controlled) === c.arr.statedGrowthPercent,
  ],
  ["the months start at opening ARR", (c) => c.months[0]?.endingArr === c.arr.opening],
  ["the months end at controlled ARR", (c) => c.months.at(-1)?.endingArr === c.arr.controlled],
  ["the months add no more ARR than the year", (c) => sumOf(c, "newArr") <= c.arr.added],
  ["the months expand no more than the year", (c) => sumOf(c, "expansionArr") <= c.arr.expansion],
  ["the months lose no more than the year", (c) => sumOf(c, "churnArr") <= c.arr.churn],
  [
    "ARR never falls from month to month",
    (c) => isRising(c.months.map((month) => month.endingArr)),
  ],
  [
    "the reseller's deals fit into the commit stage",
    (c) => c.dispute.sourcedPipeline < (c.pipeline[0]?.amount ?? 0),
  ],
  ["the top five are a part of controlled ARR", (c) => entitiesSum(c) < c.arr.controlled],
  [
    "the year's loss stays below its cash burn",
    (c) => operatingLoss(c) < c.profitAndLoss.cashBurn * 12,
  ],
];

const conflicts: Rule[] = [
  ["the board's ARR is above the controlled one", (c) => c.arr.board - c.arr.controlled > 1],
  ["the bridge falls short of its ending ARR", (c) => c.arr.controlled - bridgeSum(c) > 1],
  ["the adjustments leave a gap", (c) => boardLessAdjustments(c) - c.arr.controlled > 0.5],
  [
    "stated growth does not fit the board's ARR",
    (c) => growthPercent(c, c.arr.board) > c.arr.statedGrowthPercent + 5,
  ],
  ["two inner months are missing", (c) => c.months.length === 10 && c.missingMonths.length === 2],
  [
    "one legal entity breaks the stated ceiling",
    (c) => shareOf(c, c.group.larger.arr) * 100 > c.statedEntityCapPercent,
  ],
  [
    "the parent account is the largest customer",
    (c) => parentArr(c) > c.standalone.large.arr && parentSharePercent(c) >= 27,
  ],
];

function sumOf({ months }: Company, key: keyof Omit<MonthlyKpi, "month">): number {
  return months.reduce((sum, month) => sum + month[key], 0);
}

function isRising(values: readonly number[]): boolean {
  return values.every((value, index) => index === 0 || value >= (values[index - 1] ?? 0));
}

function entitiesSum(company: Company): number {
  return topCustomers(company).reduce((sum, { arr }) => sum + arr, 0);
}

function operatingLoss({ profitAndLoss: year }: Company): number {
  return year.operatingExpense - year.revenue * year.grossMargin;
}

const exceptions = (holds: (company: Company) => boolean) =>
  companies.flatMap((company, index) => (holds(company) ? [] : [seeds[index - 1] ?? "reference"]));

describe("a company of any seed", () => {
  it.each(ties)("ties: %s", (_, holds) => {
    expect(exceptions(holds)).toEqual([]);
  });

  it.each(conflicts)("carries the planted conflict: %s", (_, holds) => {
    expect(exceptions(holds)).toEqual([]);
  });

  it("shares no name with the reference company", () => {
    const texts = seeds.map((seed) => JSON.stringify(generateDataroom({ seed }).files));
    const names = [
      referenceCompany.name,
      "Northstar",
      "Helio",
      "BluePeak",
      "Summit",
      "DataHarbor",
      ...referenceCompany.market.products.map(({ name }) => name),
      ...Object.values(referenceCompany.people),
    ];
    expect(names.filter((name) => texts.some((text) => text.includes(name)))).toEqual([]);
  });

  it("differs from seed to seed", () => {
    const distinct = (values: readonly unknown[]) => new Set(values).size;
    expect(distinct(companies.map(({ name }) => name))).toBeGreaterThan(100);
    expect(distinct(companies.map(({ arr }) => arr.controlled))).toBeGreaterThan(150);
    expect(distinct(companies.map(({ missingMonths }) => missingMonths.join()))).toBeGreaterThan(
      30,
    );
  });

  it("keeps the reference company's file layout and columns", () => {
    const layout = (seed: string) =>
      generateDataroom({ seed }).files.map(({ path, content }) => [
        path,
        path.endsWith(".csv") ? content.split("\n")[0] : "",
      ]);
    expect(layout("7")).toEqual(layout("reference"));
  });
});
