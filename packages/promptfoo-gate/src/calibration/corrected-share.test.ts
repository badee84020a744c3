import { seededRandom } from "@loopwright/core/statistics";
import { expect, test } from "vitest";
import { correctedShare } from "../index.ts";

const perfect = { hits: 10_000, trials: 10_000 };

test("a judge known to be perfect leaves the share as it is", () => {
  const found = correctedShare({
    passed: { hits: 40, trials: 100 },
    sensitivity: perfect,
    specificity: perfect,
  });
  expect(found?.estimate).toBeCloseTo(0.4);
  // Agresti and Coull's interval for 40 of 100, worked out by hand: 0.3094 to 0.4980.
  expect(found?.low).toBeCloseTo(0.3094, 2);
  expect(found?.high).toBeCloseTo(0.498, 2);
});

test("a lenient judge's passes are marked down", () => {
  const found = correctedShare({
    passed: { hits: 80, trials: 100 },
    sensitivity: { hits: 45, trials: 50 },
    specificity: { hits: 40, trials: 50 },
  });
  expect(found?.estimate).toBeCloseTo((0.8 + 0.8 - 1) / (0.9 + 0.8 - 1));
});

test("few labels widen the interval", () => {
  const width = (trials: number) => {
    const found = correctedShare({
      passed: { hits: 60, trials: 100 },
      sensitivity: { hits: trials * 0.9, trials },
      specificity: { hits: trials * 0.9, trials },
    });
    return (found?.high ?? 0) - (found?.low ?? 0);
  };
  expect(width(20)).toBeGreaterThan(width(200) * 1.3);
});

test("a judge no better than chance tells nothing", () => {
  const coin = { hits: 5, trials: 10 };
  expect(
    correctedShare({ passed: { hits: 5, trials: 10 }, sensitivity: coin, specificity: coin }),
  ).toBeUndefined();
});

test("the interval holds the true share in about 95 of 100 draws, also for few labels", () => {
  const random = seededRandom("corrected-share");
  const draw = (chance: number, trials: number) => ({
    hits: Array.from({ length: trials }, () => random.next()).filter((value) => value < chance)
      .length,
    trials,
  });
  for (const [truth, sensitivity, specificity] of [
    [0.7, 0.9, 0.85],
    [0.95, 0.95, 0.9],
    [0.3, 0.8, 0.95],
  ] as const) {
    const draws = Array.from({ length: 1000 }, () =>
      correctedShare({
        passed: draw(truth * sensitivity + (1 - truth) * (1 - specificity), 60),
        sensitivity: draw(sensitivity, 30),
        specificity: draw(specificity, 30),
      }),
    );
    const holding = draws.filter((found) => found && found.low <= truth && truth <= found.high);
    expect(holding.length / draws.length).toBeGreaterThan(0.93);
  }
});
