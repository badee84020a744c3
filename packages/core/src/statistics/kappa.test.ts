import { describe, expect, it } from "vitest";
import { cohenKappa, kappaError, linearWeight, seededRandom, weightedKappa } from "./index.ts";

const pairs = (table: [string, string, number][]) =>
  table.flatMap(([a, b, n]) => Array.from({ length: n }, () => [a, b] as const));

/** Counts by row and column, with numbers as categories. */
const fromTable = (rows: number[][]) =>
  pairs(rows.flatMap((row, i) => row.map((n, j): [string, string, number] => [`${i}`, `${j}`, n])));

describe("cohenKappa", () => {
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
    expect(cohenKappa(table).estimate).toBeCloseTo(0.676, 3);
    expect(kappaError(table)).toBeCloseTo(0.088, 3);
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
      { length: 15000 },
      () => [random.pick(["a", "b"]), random.pick(["a", "b"])] as const,
    );
    expect(Math.abs(cohenKappa(chance).estimate)).toBeLessThan(0.055);
  });

  it("is undefined when only one category was ever used", () => {
    for (const count of [1, 2, 40])
      expect(
        cohenKappa(Array.from({ length: count }, () => ["a", "a"] as const)).estimate,
      ).toBeNaN();
  });

  it("refuses to compare nothing", () => expect(() => cohenKappa([])).toThrow("no items"));
});

describe("weightedKappa", () => {
  it("is 0.348 for Cohen's own example of 1968, where kappa is 0.492", () => {
    const table = fromTable([
      [88, 14, 18],
      [10, 40, 10],
      [2, 6, 12],
    ]);
    const apart: Record<string, number> = { "01": 1, "10": 1, "02": 3, "20": 3, "12": 6, "21": 6 };
    const weight = (a: string, b: string) => 1 - (apart[a + b] ?? 0) / 6;
    expect(cohenKappa(table).estimate).toBeCloseTo(0.492, 3);
    expect(weightedKappa(table, weight).estimate).toBeCloseTo(0.348, 3);
  });

  it("is SAS's 0.5082 with error 0.0655 for two dermatologists, where kappa is 0.3449 with error 0.0724", () => {
    // SAS/STAT user's guide, the FREQ procedure: skin conditions, from terrible to clear.
    const table = fromTable([
      [10, 4, 1, 0],
      [5, 10, 12, 2],
      [2, 4, 12, 5],
      [0, 2, 6, 13],
    ]);
    const weight = linearWeight(["0", "1", "2", "3"]);
    expect(cohenKappa(table).estimate).toBeCloseTo(0.3449, 4);
    expect(kappaError(table)).toBeCloseTo(0.0724, 4);
    expect(weightedKappa(table, weight).estimate).toBeCloseTo(0.5082, 4);
    expect(kappaError(table, weight)).toBeCloseTo(0.0655, 4);
  });

  it("is kappa where there are two categories", () => {
    const table = fromTable([
      [20, 5],
      [10, 15],
    ]);
    expect(weightedKappa(table, linearWeight(["0", "1"]))).toEqual(cohenKappa(table));
  });
});

describe("the bounds of kappa", () => {
  it("are not certain of raters who never differed, least of all where one category is rare", () => {
    const low = (a: number, b: number) =>
      cohenKappa(
        fromTable([
          [a, 0],
          [0, b],
        ]),
      ).low;
    expect(low(15, 15)).toBeGreaterThan(0.75);
    expect(low(15, 15)).toBeLessThan(0.9);
    expect(low(29, 1)).toBeLessThan(0.4);
    expect(low(150, 150)).toBeGreaterThan(0.97);
  });

  it("hold the truth in at least 90 of 100 draws of 30 items, and exceed it in at most 5", () => {
    const random = seededRandom("kappa-bounds-claim");
    for (const share of [0.5, 0.7, 0.85, 0.95])
      for (const truth of [0.4, 0.6, 0.8]) {
        const differ = share * (1 - share) * (1 - truth);
        const draw = () => {
          const u = random.next();
          if (u < share - differ) return ["p", "p"] as const;
          if (u < share) return ["p", "f"] as const;
          return u < share + differ ? (["f", "p"] as const) : (["f", "f"] as const);
        };
        const intervals = Array.from({ length: 1500 }, () =>
          cohenKappa(Array.from({ length: 30 }, draw)),
        );
        const holding = intervals.filter(({ low, high }) => low <= truth && truth <= high);
        expect(holding.length / 1500).toBeGreaterThan(0.9);
        expect(intervals.filter(({ low }) => low > truth).length / 1500).toBeLessThan(0.055);
      }
  });
});
