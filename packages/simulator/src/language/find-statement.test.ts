import { describe, expect, it } from "vitest";
import { statementCases } from "./fixtures/statement-cases.ts";
import { findStatement } from "./index.ts";

describe("findStatement", () => {
  it.each(statementCases)("gives %s for %j against: %s", (stance, text, statement) => {
    expect(findStatement(text, statement).stance).toBe(stance);
  });
});
