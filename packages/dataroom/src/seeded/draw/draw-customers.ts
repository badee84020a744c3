import type { Random } from "@loopwright/core/statistics";
import type { Clause, Customer } from "../../reference/company.ts";
import type { Group, RecurringRevenue, SoldSoftware } from "../company.ts";
import type { ChosenConflicts } from "../conflicts/chosen-conflicts.ts";
import { day, tenth, total } from "../figures.ts";
import { groupBrands, groupBusinesses, standaloneBrands, standaloneBusinesses } from "./names.ts";
import { clauseTexts, groupSuffixes, healthNotes, renewalNotes } from "./wordings.ts";

interface CustomerInputs {
  arr: RecurringRevenue;
  market: SoldSoftware;
  chosen: ChosenConflicts;
}

/** One to three groups of two or three entities and a few customers of their own, the largest first. */
export function drawCustomers(
  random: Random,
  inputs: CustomerInputs,
): { customers: Customer[]; groups: Group[] } {
  const grouped = drawEntities(random.fork("groups"), inputs);
  const standalone = drawStandalone(random.fork("standalone"), inputs);
  const customers = [...grouped, ...standalone].toSorted(
    (a, b) => b.arr - a.arr || (a.name < b.name ? -1 : 1),
  );
  return { customers, groups: groupsOf(customers) };
}

function drawEntities(random: Random, inputs: CustomerInputs): Customer[] {
  const brands = random.shuffle(groupBrands);
  const businesses = random.shuffle(groupBusinesses);
  const count = random.integer(1, 2);
  return Array.from({ length: count }, (_, index) => {
    const brand = brands[index] ?? "";
    const parent = `${brand} ${random.pick(groupSuffixes)}`;
    const [larger, smaller] = businesses[index] ?? ["Bank", "Leasing"];
    const names = [larger, smaller, ...(random.next() < 0.3 ? ["Services"] : [])];
    // The first group leads by a wide margin; a second one stays below every large single customer.
    const shares =
      index === 0
        ? [0.16 + random.next() * 0.05, 0.1 + random.next() * 0.03, 0.035]
        : [0.05, 0.03, 0.02];
    return names.map((business, position) =>
      customerOf(random, inputs, {
        name: `${brand} ${business}`,
        parent,
        share: shares[position] ?? 0.02,
        byEntity: true,
      }),
    );
  }).flat();
}

function drawStandalone(random: Random, inputs: CustomerInputs): Customer[] {
  const brands = random.shuffle(standaloneBrands);
  const businesses = random.shuffle(standaloneBusinesses);
  const count = random.integer(3, 6);
  return Array.from({ length: count }, (_, index) => {
    const name = `${brands[index] ?? ""} ${businesses[index] ?? ""}`;
    const share = [0.12, 0.075, 0.05, 0.035, 0.025, 0.018][index] ?? 0.015;
    return customerOf(random, inputs, { name, parent: name, share, byEntity: false });
  });
}

interface CustomerSketch {
  name: string;
  parent: string;
  share: number;
  byEntity: boolean;
}

function customerOf(
  random: Random,
  { arr, market }: CustomerInputs,
  { name, parent, share, byEntity }: CustomerSketch,
): Customer {
  const values = { integration: market.integration.en, output: market.output.en };
  const risk = random.pick(["low", "medium", "medium", "high"] as const);
  const health = { low: "green", medium: "yellow", high: "red" } as const;
  const fill = (text: string) =>
    text.replace(/\{(\w+)\}/g, (_, key: string) =>
      key === "output" ? values.output : values.integration,
    );
  const note = random.pick(renewalNotes[risk]);
  return {
    name,
    parent,
    arr: tenth(arr.controlled * share * (0.92 + random.next() * 0.16)),
    segment: share > 0.07 ? "Enterprise" : "Mid-market",
    renewalDate: day(2026, random.integer(2, 11), random.integer(1, 28)),
    renewalRisk: risk,
    renewalNote: fill(note.note),
    health: health[risk],
    primaryRisk: fill(note.risk),
    signalDate: day(2025, random.integer(10, 12), random.integer(1, 22)),
    healthCaveat: byEntity ? random.pick(healthNotes) : "",
  };
}

function groupsOf(customers: readonly Customer[]): Group[] {
  const parents = [...new Set(customers.map(({ parent }) => parent))];
  return parents
    .map((parent) => {
      const entities = customers.filter((customer) => customer.parent === parent);
      return {
        parent,
        brand: parent.split(" ").slice(0, -1).join(" "),
        entities,
        arr: total(entities.map(({ arr }) => arr)),
      };
    })
    .filter(({ entities }) => entities.length > 1)
    .toSorted((a, b) => b.arr - a.arr);
}

/** A few clauses, each in another customer's contract; an early exit is there only when it is planted. */
export function drawClauses(
  random: Random,
  customers: readonly Customer[],
  { market, chosen }: CustomerInputs,
): Clause[] {
  const signers = random.shuffle(customers.slice(0, 6));
  const issues = random
    .shuffle(Object.keys(clauseTexts))
    .filter((issue) => issue !== "termination_for_convenience")
    .slice(0, random.integer(2, 4));
  if (chosen.has("standard-terms")) issues.unshift("termination_for_convenience");
  return issues.slice(0, signers.length).map((issue, index) => ({
    customer: signers[index]?.name ?? "",
    issue,
    exposure: random
      .pick(clauseTexts[issue] ?? [""])
      .replace("{integration}", market.integration.en),
    confidence: random.pick(["low", "medium", "medium", "high"] as const),
  }));
}
