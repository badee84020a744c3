import { describe, expect, it } from "vitest";
import { readRequirements } from "./index.ts";

const brief = (rubric: string) =>
  readRequirements(rubric).map(
    ({ demand, core, unless }) =>
      `${demand}: ${core}${unless === undefined ? "" : ` unless ${unless}`}`,
  );

describe("readRequirements", () => {
  it.each([
    [
      "Must state that runway is 11 months, and must not claim more than 12 months.",
      ["must: runway is 11 months", "must_not: runway is more than 12 months"],
    ],
    [
      "The answer should mention runway, burn and growth.",
      ["must: runway", "must: burn", "must: growth"],
    ],
    [
      "Keep the contradiction between board ARR and controlled ARR visible.",
      ["must: board ARR conflicts with controlled ARR"],
    ],
    ["Fails if it does not mention the parent rollup.", ["must: the parent rollup"]],
    ["Fails if the answer claims that NRR is validated.", ["must_not: NRR is validated"]],
    ["Passes when it states that Acme is 34% of ARR.", ["must: Acme is 34% of ARR"]],
    [
      "Never describe SOC 2 as complete without distinguishing Type I from Type II.",
      ["must_not: SOC 2 is complete unless Type I and Type II"],
    ],
    [
      "The answer must state that CAC payback was not provided; it cannot be stated.",
      ["must: CAC payback was not provided"],
    ],
    [
      "The answer must not claim that no customer can leave before the end of its term.",
      ["must_not: no customer can leave before the end of its term"],
    ],
    [
      "The answer must not claim that the test ended without findings.",
      ["must_not: the test ended without findings"],
    ],
    [
      "The answer refuses to report official NRR and CAC payback.",
      ["must: refuses official NRR", "must: refuses CAC payback"],
    ],
    [
      "Prohibited claims:\n- NRR is validated\n- SOC 2 is simply complete",
      ["must_not: NRR is validated", "must_not: SOC 2 is complete"],
    ],
    [
      "Required:\n- states that controlled ARR is $36.9M\n- cites a/b.csv",
      ["must: controlled ARR is $36.9M", "must: cites a/b.csv"],
    ],
    [
      "The answer must not claim that the answer says that the runway is longer than 12 months.",
      ["must_not: the runway is longer than 12 months"],
    ],
    ["Ideally mentions the burn.", ["prefer: the burn"]],
    ["Must not fail to mention the burn.", ["must: the burn"]],
    ["No claim that NRR is validated.", ["must_not: NRR is validated"]],
    [
      "States the NRR of 122%, that finance has not validated it, and that CAC payback is missing.",
      [
        "must: the NRR of 122%",
        "must: finance has not validated the NRR",
        "must: CAC payback is missing",
      ],
    ],
    ["Score 1 if all points are met.", []],
    [
      "回答必须说明现金跑道为11个月，不得声称现金跑道超过12个月。",
      ["must: 现金跑道为11个月", "must_not: 现金跑道超过12个月"],
    ],
    ["如果回答声称SOC 2已完成，则不通过。", ["must_not: SOC 2已完成"]],
    ["如果回答没有提及现金跑道，则不通过。", ["must: 现金跑道"]],
  ])("takes %j apart", (rubric, requirements) => {
    expect(brief(rubric)).toEqual(requirements);
  });

  it("keeps the words that a requirement was read from", () => {
    expect(readRequirements("Must mention the burn.")[0]?.text).toBe("Must mention the burn");
  });
});
