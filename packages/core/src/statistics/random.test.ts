import { describe, expect, it } from "vitest";
import { seededRandom } from "./index.ts";

const draws = (seed: string, n: number) => {
  const random = seededRandom(seed);
  return Array.from({ length: n }, () => random.next());
};

describe("seededRandom", () => {
  it("repeats itself for the same seed and differs for another", () => {
    expect(draws("7", 50)).toEqual(draws("7", 50));
    expect(draws("7", 50)).not.toEqual(draws("8", 50));
  });

  it("gives these numbers on every platform", () => {
    expect(draws("reference", 3)).toMatchInlineSnapshot(`
      [
        0.5329813915335175,
        0.6283943533380071,
        0.18059259697779295,
      ]
    `);
  });

  it("is uniform within what chance allows", () => {
    const counts = Array.from({ length: 10 }, () => 0);
    for (const value of draws("uniform", 100_000)) {
      const bin = Math.floor(value * 10);
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    // 9 degrees of freedom: chi-squared above 33.7 happens once in ten thousand seeds.
    const chiSquared = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(chiSquared).toBeLessThan(33.7);
  });

  it("reaches both ends of an integer range and nothing beyond", () => {
    const random = seededRandom("dice");
    const rolls = new Set(Array.from({ length: 500 }, () => random.integer(1, 6)));
    expect([...rolls].toSorted()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("shuffles without losing anything and leaves the list alone", () => {
    const list = Array.from({ length: 30 }, (_, i) => i);
    const shuffled = seededRandom("cards").shuffle(list);
    expect(shuffled).not.toEqual(list);
    expect(shuffled.toSorted((a, b) => a - b)).toEqual(list);
    expect(list[0]).toBe(0);
  });

  it("forks streams that do not depend on how much was drawn before", () => {
    const a = seededRandom("s");
    const b = seededRandom("s");
    a.next();
    expect(a.fork("names").next()).toBe(b.fork("names").next());
    expect(a.fork("names").next()).not.toBe(a.fork("dates").next());
  });

  it("refuses to pick from nothing", () => {
    expect(() => seededRandom("x").pick([])).toThrow("the list is empty");
  });
});
