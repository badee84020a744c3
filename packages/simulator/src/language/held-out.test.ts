import { describe, expect, it } from "vitest";
import { heldOutRules, heldOutStatements } from "./fixtures/held-out-cases.ts";
import { topics } from "./fixtures/rule-topics.ts";
import { findStatement, readRule } from "./index.ts";

// What the reader does with wordings that it was not built on. At first sight it read 16 of these 20 rules and 19 of
// these 20 statements right, and 83 of 109 and 89 of 104 on three earlier lists, which then joined the tables or the
// known misreadings. Cases do not move from here into the tables, and the reader is not changed for them.
describe("wordings held out while the reader was built", () => {
  it("are read right as rules in at least two of three", () => {
    const right = heldOutRules.filter(
      ([topic, stance, text]) => readRule(text, topics[topic]).stance === stance,
    );
    expect(right.length / heldOutRules.length).toBeGreaterThanOrEqual(2 / 3);
  });

  it("are read right as statements in at least two of three", () => {
    const right = heldOutStatements.filter(
      ([stance, text, statement]) => findStatement(text, statement).stance === stance,
    );
    expect(right.length / heldOutStatements.length).toBeGreaterThanOrEqual(2 / 3);
  });
});
