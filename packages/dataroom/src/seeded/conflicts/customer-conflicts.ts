import type { Customer } from "../../reference/company.ts";
import type { Company, Group } from "../company.ts";
import { day, dollars, shareOf, tenth, total, wholePercent } from "../figures.ts";
import { paths } from "../paths.ts";
import { cell, fact, type Cell } from "./evidence.ts";
import { carriers, type Planter } from "./planting.ts";

export const parentRollup: Planter = (inputs) => {
  const { company } = inputs;
  const group = largestGroup(company);
  const share = wholePercent(company, group.arr);
  return {
    right: `${group.parent} is the largest customer with ${dollars(group.arr)}, ${share}% of FY${company.fiscalYear} controlled ARR, once ${group.entities.map(({ name }) => name).join(" and ")} are added together.`,
    observations: [`${group.parent} is the largest customer with ${dollars(group.arr)}.`],
    tempting: `No customer is above ${company.entityCapPercent}% of ARR.`,
    proof: [...hierarchyRows(group), rollupAnswer(company)],
    lure: carriers(
      inputs,
      [paths.board, paths.overview].map((file) => fact(file, "customers.manageable")),
    ),
  };
};

export const entityCap: Planter = (inputs) => {
  const { company } = inputs;
  const [largest] = company.customers;
  const share = shareOf(company, largest?.arr ?? 0);
  return {
    right: `${largest?.name} alone is ${(share * 100).toFixed(1)}% of controlled ARR, so the stated ceiling of ${company.entityCapPercent}% does not hold even by legal entity.`,
    observations: [`${largest?.name} is ${(share * 100).toFixed(1)}% of ARR.`],
    tempting: `Each legal entity is at most ${company.entityCapPercent}% of ARR.`,
    proof: largest ? [customerRow(company, largest)] : [],
    lure: [capFact(company)],
  };
};

export const entityCount: Planter = (inputs) => {
  const { company } = inputs;
  const group = largestGroup(company);
  return {
    right: `${group.entities.map(({ name }) => name).join(" and ")} belong to ${group.parent}, so the largest customers do not decide independently.`,
    observations: [
      `${group.entities.map(({ name }) => name).join(" and ")} belong to ${group.parent}.`,
    ],
    tempting: "The largest customers are independent of one another.",
    proof: [...hierarchyRows(group), ...group.entities.map((each) => customerRow(company, each))],
    lure: carriers(
      inputs,
      [paths.market, paths.board, paths.contracts].map((file) =>
        fact(file, "customers.independent", { count: company.customers.length }),
      ),
    ),
  };
};

export const topFiveTotal: Planter = (inputs) => {
  const { company } = inputs;
  const top = company.customers.slice(0, 5);
  return {
    right: `The five largest contracts add up to ${dollars(total(top.map(({ arr }) => arr)))}, not to the ${dollars(wrongTopFive(company))} of the contracts summary.`,
    observations: [
      `The five largest contracts add up to ${dollars(total(top.map(({ arr }) => arr)))}.`,
    ],
    tempting: `The top five customers stand for ${dollars(wrongTopFive(company))}.`,
    proof: top.map((each) => customerRow(company, each)),
    lure: [topFiveFact(company, wrongTopFive(company))],
  };
};

/** One contract under an old and a new name. */
export const doubleCount: Planter = (inputs) => {
  const { company, random } = inputs;
  const { renamed, former } = renamedCustomer(company);
  const [first] = company.customers.filter(({ name }) => name !== renamed.name);
  const values = { first: first?.name ?? "", second: renamed.name, former };
  return {
    right: `${former} and ${renamed.name} are one customer with one contract of ${dollars(renamed.arr)}; counting both counts it twice.`,
    observations: [`${former} and ${renamed.name} are one customer.`],
    tempting: `${former} and ${renamed.name} are two customers.`,
    proof: [
      fact(random.pick([paths.contracts, paths.log]), "customers.same_contract", {
        former,
        current: renamed.name,
      }),
      customerRow(company, renamed),
    ],
    lure: carriers(
      inputs,
      [paths.market, paths.board].map((file) => fact(file, "customers.million_club", values)),
    ),
  };
};

export const renewalDate: Planter = (inputs) => {
  const { company } = inputs;
  const customer = company.customers[0];
  if (!customer) throw new RangeError("a company has customers");
  const wrong = laterBy(customer.renewalDate, inputs.random.integer(2, 5));
  return {
    right: `${customer.name} renews on ${customer.renewalDate}, as both exports have it; ${wrong} in the text contradicts them.`,
    observations: [`${customer.name} renews on ${customer.renewalDate}.`],
    tempting: `${customer.name} renews on ${wrong}.`,
    proof: [
      customerRow(company, customer),
      cell(paths.renewals, customer.name, customer.renewalDate),
    ],
    lure: carriers(
      inputs,
      [paths.contracts, paths.product, paths.log].map((file) =>
        fact(file, "customers.renews", { customer: customer.name, date: wrong }),
      ),
    ),
  };
};

export const staleHealth: Planter = (inputs) => {
  const { company } = inputs;
  const customer = company.customers.find(
    ({ health, renewalRisk }) => health === "green" && renewalRisk === "high",
  );
  const escalation = company.escalations.find((each) => each.customer === customer?.name);
  if (!customer || !escalation) throw new RangeError("no customer has an outdated health record");
  return {
    right: `${customer.name} has an open escalation of high severity (${escalation.issue}) and a high renewal risk; its green health record dates from ${customer.signalDate} and is out of date.`,
    observations: [`${customer.name} has an open escalation of high severity.`],
    tempting: `${customer.name} is healthy.`,
    proof: [
      cell(
        paths.escalations,
        escalation.customer,
        escalation.severity,
        escalation.issue,
        escalation.status,
      ),
      cell(paths.renewals, customer.name, customer.renewalDate, customer.renewalRisk),
    ],
    lure: [
      cell(paths.health, customer.name, customer.health, customer.primaryRisk, customer.signalDate),
      ...(inputs.chosen.subtle
        ? [
            fact(inputs.random.pick([paths.market, paths.board]), "customers.healthy", {
              customer: customer.name,
            }),
          ]
        : []),
    ],
  };
};

export function largestGroup({ groups }: Company): Group {
  const [group] = groups;
  if (!group) throw new RangeError("a company has at least one group");
  return group;
}

export function capFact({ entityCapPercent }: Company) {
  return fact(paths.overview, "customers.cap", { cap: entityCapPercent });
}

export function rollupAnswer(company: Company) {
  const group = largestGroup(company);
  return fact(paths.log, "customers.rollup_answer", {
    parent: group.parent,
    arr: dollars(group.arr),
    share: wholePercent(company, group.arr),
    year: company.fiscalYear,
  });
}

export function topFiveFact(company: Company, amount: number) {
  return fact(paths.contracts, "customers.top_five", { amount: dollars(amount) });
}

function wrongTopFive({ customers, arr }: Company): number {
  return tenth(
    total(customers.slice(0, 5).map((each) => each.arr)) + Math.max(1.2, arr.controlled * 0.04),
  );
}

/** The third customer of its own, under the name it used to have. */
function renamedCustomer({ customers }: Company): { renamed: Customer; former: string } {
  const own = customers.filter(({ parent, name }) => parent === name);
  const renamed = own[2] ?? own[0];
  if (!renamed) throw new RangeError("a company has customers of their own");
  return { renamed, former: `${renamed.name.split(" ")[0] ?? ""} Union` };
}

function customerRow(company: Company, customer: Customer): Cell {
  return cell(
    paths.topCustomers,
    customer.name,
    customer.parent,
    customer.arr,
    shareOf(company, customer.arr).toFixed(4),
    customer.segment,
    customer.renewalDate,
  );
}

function hierarchyRows(group: Group): Cell[] {
  return group.entities.map(({ name }) => cell(paths.hierarchy, name, group.parent, group.arr));
}

/** The same day, some months later; renewals fall on the 28th at the latest. */
function laterBy(date: string, months: number): string {
  const [year = 0, month = 1, dayOfMonth = 1] = date.split("-").map(Number);
  const index = month - 1 + months;
  return day(year + Math.floor(index / 12), (index % 12) + 1, dayOfMonth);
}
