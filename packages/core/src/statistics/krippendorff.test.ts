import { describe, expect, it } from "vitest";
import { krippendorffAlpha, krippendorffInterval, seededRandom } from "./index.ts";

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

  it("is the published one for two observers: 0.095 for binary data, 0.692 for five categories", () => {
    // Krippendorff, 2011, sections A and B.
    const zip = (a: string, b: string) =>
      Array.from(a, (value, index) => [value.codePointAt(0) ?? 0, b.codePointAt(index) ?? 0]);
    expect(krippendorffAlpha(zip("0100000010", "1110010000"), "nominal")).toBeCloseTo(0.095, 3);
    expect(krippendorffAlpha(zip("aabbdcccedda", "babbbccceddd"), "nominal")).toBeCloseTo(0.692, 3);
  });

  it("lies within its interval, which is the same for the same random numbers", () => {
    const interval = () =>
      krippendorffInterval({ units, level: "nominal", random: seededRandom("a"), draws: 400 });
    const { estimate, low, high } = interval();
    expect(low).toBeLessThan(estimate);
    expect(high).toBeGreaterThan(estimate);
    expect(interval()).toEqual({ estimate, low, high });
  });

  it("is not certain of a few items on which all agree", () => {
    const allAgree = (count: number) =>
      krippendorffInterval({
        units: Array.from({ length: count }, (_, index) => [index % 2, index % 2]),
        level: "ordinal",
        random: seededRandom("a"),
        draws: 50,
      });
    expect(allAgree(4)).toMatchObject({ estimate: 1, high: 1 });
    expect(allAgree(4).low).toBeLessThan(0.3);
    expect(allAgree(100).low).toBeGreaterThan(0.9);
  });

  it("has the whole range as interval where it is undefined", () => {
    const alike = [
      [1, 1],
      [1, 1],
    ];
    expect(
      krippendorffInterval({ units: alike, level: "nominal", random: seededRandom("a") }),
    ).toEqual({ estimate: Number.NaN, low: -1, high: 1 });
  });

  it("is undefined without two items that were rated twice", () => {
    expect(krippendorffAlpha([[1, 1], [2]], "nominal")).toBeNaN();
  });
});
