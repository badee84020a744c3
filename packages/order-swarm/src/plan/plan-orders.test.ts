import { describe, expect, it } from "vitest";
import { caseMix, caseTypes } from "./case-types.ts";
import { patternIds } from "./patterns.ts";
import { planOrders } from "./plan-orders.ts";

const plans = planOrders({ count: 1000, seed: "11" });

describe("a plan of 1,000 orders", () => {
  it("has the mix of kinds exactly", () => {
    for (const kind of caseTypes)
      expect(plans.filter(({ caseType }) => caseType === kind)).toHaveLength(caseMix[kind]);
  });

  it("plants each behaviour at least 15 times, in at least five kinds of order", () => {
    for (const id of patternIds) {
      const runs = plans.filter(({ planted }) => planted === id);
      expect(runs.length).toBeGreaterThanOrEqual(15);
      expect(new Set(runs.map(({ caseType }) => caseType)).size).toBeGreaterThanOrEqual(5);
    }
  });

  it("leaves the kind of order nearly independent of the behaviour", () => {
    const planted = plans.filter((plan) => plan.planted !== null);
    const agreement = adjustedRand(
      planted.map((plan) => plan.planted ?? ""),
      planted.map((plan) => plan.caseType),
    );
    expect(agreement).toBeLessThan(0.1);
  });

  it("gives about 8% of the planted runs a second behaviour", () => {
    const planted = plans.filter((plan) => plan.planted !== null);
    const second = planted.filter(({ further }) => further.length > 0).length / planted.length;
    expect(second).toBeGreaterThan(0.04);
    expect(second).toBeLessThan(0.12);
  });

  it("ends eight orders before any agent speaks", () => {
    expect(plans.filter(({ unreadable }) => unreadable)).toHaveLength(8);
  });

  it("puts revisions under trial in healthy runs too, where they do no harm", () => {
    const healthy = plans.filter(({ planted }) => planted === null);
    const tried = healthy.filter(({ revisions }) => revisions.size > 0);
    expect(tried.length / healthy.length).toBeGreaterThan(0.2);
  });

  it("runs along the calendar", () => {
    const starts = plans.map(({ startsAt }) => startsAt);
    expect(starts.toSorted((a, b) => a - b)).toEqual(starts);
    expect(new Set(plans.map(({ regime }) => regime)).size).toBe(5);
  });
});

describe("planning", () => {
  it("depends on the seed alone", () => {
    expect(planOrders({ count: 50, seed: "3" })).toEqual(planOrders({ count: 50, seed: "3" }));
    expect(planOrders({ count: 50, seed: "3" })).not.toEqual(planOrders({ count: 50, seed: "4" }));
  });

  it("plans small populations", () => {
    expect(planOrders({ count: 1, seed: "3" })).toHaveLength(1);
    expect(planOrders({ count: 5, seed: "3" })).toHaveLength(5);
  });
});

/** Hubert and Arabie's adjusted Rand index of two labellings. */
function adjustedRand(a: readonly string[], b: readonly string[]): number {
  const pairs = (labels: readonly string[]) => {
    const counts = new Map<string, number>();
    for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
    return [...counts.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0);
  };
  const both = pairs(a.map((label, index) => `${label} ${b[index]}`));
  const [inA, inB, all] = [pairs(a), pairs(b), (a.length * (a.length - 1)) / 2];
  const expected = (inA * inB) / all;
  return (both - expected) / ((inA + inB) / 2 - expected);
}
