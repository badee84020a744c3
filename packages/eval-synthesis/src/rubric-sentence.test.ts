import { describe, expect, test } from "vitest";
import { bareClaim, prohibitionOf, requirementOf } from "./rubric-sentence.ts";

describe("a required observation", () => {
  test.each([
    ["The runway is 11 months", "The answer must state that the runway is 11 months."],
    ["SOC 2 Type I is complete.", "The answer must state that SOC 2 Type I is complete."],
    ["State BluePeak's renewal date.", "The answer must state BluePeak's renewal date."],
    ["Never promote the estimate.", "The answer must not promote the estimate."],
    ["Do not merge the two figures", "The answer must not merge the two figures."],
    ["The answer relies on the bridge.", "The answer must rely on the bridge."],
    ["The answer must cite a file.", "The answer must cite a file."],
    ["It says 11 months.", "The answer must say 11 months."],
    ["The answer does not merge the figures.", "The answer must not merge the figures."],
    ["跑道为11个月", "The answer must state that 跑道为11个月。"],
  ])("%s", (observation, sentence) => {
    expect(requirementOf(observation)).toBe(sentence);
  });
});

describe("a prohibited claim", () => {
  test.each([
    [
      "Runway is over a year",
      "The answer must not claim that Runway is over a year.",
      "Runway is over a year.",
    ],
    [
      "Do not say that runway is long.",
      "The answer must not say that runway is long.",
      "Runway is long.",
    ],
    [
      "Claiming that runway is long",
      "The answer must not claim that runway is long.",
      "Runway is long.",
    ],
    [
      "The answer presents 122% as official NRR.",
      "The answer must not present 122% as official NRR.",
      "122% is official NRR.",
    ],
    [
      "The answer says that SOC 2 is complete without telling Type I from Type II.",
      "The answer must not say that SOC 2 is complete without telling Type I from Type II.",
      "SOC 2 is complete.",
    ],
    [
      "The answer judges concentration by legal entity alone.",
      "The answer must not judge concentration by legal entity alone.",
      "I judge concentration by legal entity alone.",
    ],
  ])("%s", (claim, sentence, bare) => {
    expect(prohibitionOf(claim)).toBe(sentence);
    expect(bareClaim(claim)).toBe(bare);
  });
});
