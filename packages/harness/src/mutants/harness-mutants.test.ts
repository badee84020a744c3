import { fileURLToPath } from "node:url";
import type { HarnessConfig } from "@loopwright/core";
import { beforeAll, describe, expect, it } from "vitest";
import { loadHarness } from "../folder/load-harness.ts";
import { renderInstructions } from "../render/render-instructions.ts";
import { renderTurn } from "../render/render-turn.ts";
import { harnessMutants } from "./harness-mutants.ts";
import { rulesIn, withoutRule } from "./rules-in.ts";

describe("harnessMutants", () => {
  let harness: HarnessConfig;
  beforeAll(async () => {
    const dir = fileURLToPath(new URL("../../../../apps/demo/harness", import.meta.url));
    harness = await loadHarness(dir);
  });
  const concentration = "How concentrated is revenue?";

  it("takes each rule of the prompt out once, and nothing else", () => {
    const mutants = harnessMutants({ harness, question: concentration });
    expect(mutants).toHaveLength(rulesIn(harness.instructions).length);
    for (const { rule, harness: mutant } of mutants) {
      const told = renderInstructions(mutant).replaceAll(/\s+/g, " ");
      expect(told).not.toContain(rule);
      const others = mutants.filter((other) => other.rule !== rule);
      expect(others.filter((other) => !told.includes(other.rule))).toEqual([]);
    }
  });

  it("takes out guidance that the question calls up, and no other", () => {
    const question = "Can net revenue retention be reported?";
    const guidance = harnessMutants({ harness, question }).filter(({ name }) =>
      name.startsWith("guidance/"),
    );
    expect(guidance.map(({ name }) => name.split(":")[0])).toEqual([
      "guidance/net-revenue-retention.md",
    ]);
    const [mutant] = guidance;
    expect(renderTurn(harness, question)).toContain("until a file shows");
    expect(mutant && renderTurn(mutant.harness, question)).toBe(question);
    expect(mutant?.harness.files).toHaveLength(harness.files.length - 1);
  });

  it("gives each its own content hash, and leaves the harness as it was", () => {
    const before = JSON.stringify(harness);
    const mutants = harnessMutants({ harness, question: concentration });
    const hashes = mutants.map((each) => each.harness.content_hash);
    expect(new Set([harness.content_hash, ...hashes]).size).toBe(mutants.length + 1);
    expect(JSON.stringify(harness)).toBe(before);
  });

  it("begins with the rule that has most to do with what was said", () => {
    const first = (about: string) =>
      harnessMutants({ harness, question: "?", about: [about] })[0]?.rule ?? "";
    expect(first("It guesses at a figure that no file holds; unknown stays unknown.")).toContain(
      "What is unknown stays unknown",
    );
    expect(first("It smooths over a disagreement between sources.")).toContain("State conflicts");
  });
});

describe("rulesIn", () => {
  it("reads a list item with its indented lines as one rule", () => {
    const text = "Intro.\n\n- One\n  goes on.\n- Two.\n\nOutro.";
    const [one, two] = rulesIn(text);
    expect([one?.text, two?.text]).toEqual(["One goes on.", "Two."]);
    expect(one && withoutRule(text, one)).toBe("Intro.\n\n- Two.\n\nOutro.");
  });

  it("takes paragraphs for rules where there is no list", () => {
    expect(rulesIn("# Rules\n\nCite files.\nAlways.\n\nBe brief.").map(({ text }) => text)).toEqual(
      ["Cite files. Always.", "Be brief."],
    );
  });
});
