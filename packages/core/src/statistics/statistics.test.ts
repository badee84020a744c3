import { describe, expect, it } from "vitest";
import {
  adjustForDiscoveries,
  cohenKappa,
  krippendorffAlpha,
  krippendorffInterval,
  seededRandom,
  wilsonInterval,
} from "./index.ts";

describe("wilsonInterval", () => {
  // Newcombe, "Two-sided confidence intervals for the single proportion", 1998, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])("of %i in %i is the published one", (successes, trials, low, high) => {
    const interval = wilsonInterval(successes, trials);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it("knows nothing without trials", () => {
    expect(wilsonInterval(0, 0)).toMatchObject({ low: 0, high: 1 });
  });
});

describe("cohenKappa", () => {
  const pairs = (table: [string, string, number][]) =>
    table.flatMap(([a, b, n]) => Array.from({ length: n }, () => [a, b] as const));

  it("is 0.4 for the textbook's fifty grant proposals", () => {
    const table = pairs([
      ["yes", "yes", 20],
      ["yes", "no", 5],
      ["no", "yes", 10],
      ["no", "no", 15],
    ]);
    expect(cohenKappa(table).estimate).toBeCloseTo(0.4, 10);
  });

  it("has the standard error of Fleiss's psychiatric example", () => {
    // Fleiss, Levin and Paik, "Statistical methods for rates and proportions", table 18.1: kappa 0.676, s.e. 0.088.
    const table = pairs([
      ["a", "a", 75],
      ["a", "b", 1],
      ["a", "c", 4],
      ["b", "a", 5],
      ["b", "b", 4],
      ["b", "c", 1],
      ["c", "a", 0],
      ["c", "b", 0],
      ["c", "c", 10],
    ]);
    const { estimate, low, high } = cohenKappa(table, 1);
    expect(estimate).toBeCloseTo(0.676, 3);
    expect((high - low) / 2).toBeCloseTo(0.088, 2);
  });

  it("is 1 for raters who always agree, and about 0 for one who answers by chance", () => {
    expect(
      cohenKappa([
        ["a", "a"],
        ["b", "b"],
      ]).estimate,
    ).toBe(1);
    const random = seededRandom("chance");
    const chance = Array.from(
      { length: 4000 },
      () => [random.pick(["a", "b"]), random.pick(["a", "b"])] as const,
    );
    expect(Math.abs(cohenKappa(chance).estimate)).toBeLessThan(0.06);
  });

  it("is undefined when only one category was ever used", () => {
    for (const count of [1, 2, 40])
      expect(
        cohenKappa(Array.from({ length: count }, () => ["a", "a"] as const)).estimate,
      ).toBeNaN();
  });

  it("refuses to compare nothing", () => expect(() => cohenKappa([])).toThrow("no items"));
});

describe("krippendorffAlpha", () => {
  // Krippendorff, 2011: four observers, twelve units, missing values.
  const units = [
    [1, 1, 1],
    [2, 2, 3, 2],
    [3, 3, 3, 3],
    [3, 3, 3, 3],
    [2, 2, 2, 2],
    [1, 2, 3, 4],
    [4, 4, 4, 4],
    [1, 1, 2, 1],
    [2, 2, 2, 2],
    [5, 5, 5],
    [1, 1],
    [3],
  ];

  it("is the published 0.743 for nominal and 0.815 for ordinal data", () => {
    expect(krippendorffAlpha(units, "nominal")).toBeCloseTo(0.743, 3);
    expect(krippendorffAlpha(units, "ordinal")).toBeCloseTo(0.815, 3);
  });

  it("lies within its interval, which is the same for the same random numbers", () => {
    const interval = () =>
      krippendorffInterval({ units, level: "nominal", random: seededRandom("a"), draws: 400 });
    const { estimate, low, high } = interval();
    expect(low).toBeLessThan(estimate);
    expect(high).toBeGreaterThan(estimate);
    expect(interval()).toEqual({ estimate, low, high });
  });

  it("is undefined without two items that were rated twice", () => {
    expect(krippendorffAlpha([[1, 1], [2]], "nominal")).toBeNaN();
  });
});

describe("adjustForDiscoveries", () => {
  it("gives Benjamini and Hochberg's own fifteen tests four discoveries at 5%", () => {
    const p = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719,
      0.6528, 0.759, 1,
    ];
    expect(adjustForDiscoveries(p).filter((q) => q <= 0.05)).toHaveLength(4);
  });

  it("keeps the order it was given and never falls below the raw value", () => {
    const adjusted = adjustForDiscoveries([0.01, 0.04, 0.03]);
    expect(adjusted.map((q) => Number(q.toFixed(6)))).toEqual([0.03, 0.04, 0.04]);
  });
});
