import { describe, expect, it } from "vitest";
import { habitIds, habitRules } from "./habit-rules/index.ts";
import { stanceOn } from "./habits.ts";
import { wordings } from "./fixtures/rule-wordings.ts";

describe("the rules that switch habits off", () => {
  it("has a rule for every habit, and at least ten of them", () => {
    expect(habitRules.map(({ id }) => id).sort()).toEqual([...habitIds].sort());
    expect(habitIds.length).toBeGreaterThanOrEqual(10);
  });

  for (const habit of habitRules) {
    for (const rule of wordings[habit.id].right)
      it(`reads "${rule}" as a rule against ${habit.id}`, () => {
        expect(stanceOn(rule, habit)).toBe("required");
      });
    for (const rule of wordings[habit.id].wrong)
      it(`does not read "${rule}" as a rule against ${habit.id}`, () => {
        expect(stanceOn(rule, habit)).not.toBe("required");
      });
  }

  it("reads no rule into general words about the work", () => {
    const text =
      "You are a diligence analyst. Read the files below `data/` and write your results below `outputs/`. Be brief and plain.";
    const read = habitRules.filter((habit) => stanceOn(text, habit) !== "absent");
    expect(read.map(({ id }) => id)).toEqual([]);
  });
});
