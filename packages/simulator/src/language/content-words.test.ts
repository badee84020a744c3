import { describe, expect, it } from "vitest";
import { contentWords } from "./index.ts";

const overlap = (a: string, b: string) => {
  const second = new Set(contentWords(b));
  return contentWords(a).every((word) => second.has(word));
};

describe("contentWords", () => {
  it.each([
    ["validated", "The figures were validating"],
    ["confirmed figures", "Finance verifies each metric"],
    ["the audit is under way", "the audit is in progress"],
    ["cash runway", "the cash left"],
    ["holding company", "parent groups"],
    ["net revenue retention", "NRR"],
    ["notes", "noted"],
    ["customer concentration", "客户集中度"],
  ])("brings %s and %s to the same words", (a, b) => {
    expect(overlap(a, b)).toBe(true);
  });

  it.each([
    ["note", "not"],
    ["Type I", "Type II"],
    ["NRR", "ARR"],
    ["controlled", "headline"],
  ])("keeps %s and %s apart", (a, b) => {
    expect(overlap(a, b)).toBe(false);
  });

  it("leaves grammar out and keeps identifiers whole", () => {
    expect(
      contentWords("It is not in the `check_evidence_coverage` tool of data/tools/x.mjs"),
    ).toEqual(["check_evidence_coverage", "tool", "x.mjs"]);
  });
});
