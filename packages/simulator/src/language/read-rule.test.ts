import { describe, expect, it } from "vitest";
import { ruleCases } from "./fixtures/rule-cases.ts";
import { topics } from "./fixtures/rule-topics.ts";
import { readRule } from "./index.ts";

describe("readRule", () => {
  const names = [
    "parentRollup",
    "controlledArr",
    "certification",
    "unvalidatedMetrics",
    "conflicts",
    "openQuestions",
    "citations",
    "arithmetic",
    "validation",
  ] as const;
  for (const name of names)
    it.each(ruleCases[name])(`reads ${name} as %s in: %s`, (stance, instructions) => {
      expect(readRule(instructions, topics[name]).stance).toBe(stance);
    });
});
