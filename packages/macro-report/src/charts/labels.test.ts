import { describe, expect, it } from "vitest";
import { linesOf, wrapped } from "./labels.ts";

describe("a label", () => {
  it("breaks at spaces and at the joints of long names", () => {
    const text = "AllocationAgent.reserve_components although short";
    expect(wrapped(text, { width: 120, lines: 4 })).toBe(
      "AllocationAgent.\nreserve_\ncomponents\nalthough short",
    );
    expect(wrapped("ShadowOrchestratorAgent", { width: 140, lines: 2 })).toBe(
      "ShadowOrchestrator\nAgent",
    );
  });

  it("says with dots that something is cut", () => {
    expect(wrapped("one two three four five", { width: 56, lines: 2 })).toBe("one two\nthree …");
    expect(wrapped("Donaudampfschiffahrt", { width: 56, lines: 1 })).toBe("Donauda…");
  });

  it("stays one line where there is room", () => {
    expect(linesOf(["short", "as short"], { width: 100, lines: 3 })).toBe(1);
    expect(linesOf(["short", "longer than the others are"], { width: 100, lines: 3 })).toBe(2);
  });
});
