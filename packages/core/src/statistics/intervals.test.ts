import { describe, expect, it } from "vitest";
import { adjustForDiscoveries, wilsonInterval } from "./index.ts";

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
