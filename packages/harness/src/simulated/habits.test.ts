import { describe, expect, it } from "vitest";
import { wordings } from "./fixtures/rule-wordings.ts";
import { habitIds } from "./habit-rules/index.ts";
import { habitsAtWork } from "./habits.ts";

const rules = habitIds.map((id) => `- ${wordings[id].right[0]}`).join("\n");
const conversations = Array.from({ length: 300 }, (_, index) => `Question ${index}?`);

describe("habitsAtWork", () => {
  it("has every habit at work without rules, and none with a rule against each", () => {
    const options = { seed: "1", firstUserText: "Q?", lapseRate: 0 };
    expect([...habitsAtWork({ ...options, rules: "" })]).toEqual([...habitIds]);
    expect([...habitsAtWork({ ...options, rules })]).toEqual([]);
    expect([...habitsAtWork({ ...options, rules, lapseRate: 1 })]).toEqual([...habitIds]);
  });

  it("forgets each rule about as often as the lapse rate says", () => {
    for (const id of habitIds) {
      const forgotten = conversations.filter((firstUserText) =>
        habitsAtWork({ rules, seed: "1", firstUserText, lapseRate: 0.3 }).has(id),
      );
      expect(forgotten.length / conversations.length).toBeGreaterThan(0.2);
      expect(forgotten.length / conversations.length).toBeLessThan(0.4);
    }
  });

  it("forgets the same rules throughout a conversation, and others with another seed", () => {
    const lapses = (seed: string) =>
      conversations.map((firstUserText) =>
        [...habitsAtWork({ rules, seed, firstUserText, lapseRate: 0.1 })].join(),
      );
    expect(lapses("1")).toEqual(lapses("1"));
    expect(lapses("2")).not.toEqual(lapses("1"));
  });

  it("lets the later of two contrary rules count", () => {
    const options = { seed: "1", firstUserText: "Q?", lapseRate: 0 };
    const [right, wrong] = [
      "Roll legal entities up to their parent account.",
      "Do not roll customers up to parent accounts.",
    ];
    const habit = "legal_entity_concentration";
    expect(habitsAtWork({ ...options, rules: `${right}\n\n${wrong}` }).has(habit)).toBe(true);
    expect(habitsAtWork({ ...options, rules: `${wrong}\n\n${right}` }).has(habit)).toBe(false);
  });
});
