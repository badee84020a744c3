import { describe, expect, it } from "vitest";
import { heldOutRules, heldOutStatements } from "./fixtures/held-out-cases.ts";
import { topics } from "./fixtures/rule-topics.ts";
import { findStatement, readRule } from "./index.ts";

// What the reader does with wordings that it was not built on. The floors are what was measured on the first run,
// rounded down; cases are not moved from here into the tables, and the reader is not changed for them.
describe("wordings held out while the reader was built", () => {
  it("are read right as rules in at least three of four", () => {
    const right = heldOutRules.filter(
      ([topic, stance, text]) => readRule(text, topics[topic]).stance === stance,
    );
    expect(right.length / heldOutRules.length).toBeGreaterThanOrEqual(0.75);
  });

  it("are read right as statements in at least three of four", () => {
    const right = heldOutStatements.filter(
      ([stance, text, statement]) => findStatement(text, statement).stance === stance,
    );
    expect(right.length / heldOutStatements.length).toBeGreaterThanOrEqual(0.75);
  });
});
