import { expect, test } from "vitest";
import { joinUnits, unitsOf, withoutUnits } from "./units.ts";

const answers = [
  "Runway is 11 months (financials/p_and_l.csv). Burn is $2.9M a month.",
  "## Facts\n\n- One.\n- **Two** and $1.5M\n\n1. Three\n\n  Tail  \n",
  "\n\n",
  "现金跑道为11个月。烧钱率为每月290万美元。",
  "",
];

test.each(answers)("%j comes apart and together again, character for character", (answer) => {
  const whole = joinUnits(unitsOf(answer));
  expect(whole === "" ? answer.trim() : whole).toBe(whole === "" ? "" : answer);
});

test("sentences and list items are units; figures and paths do not end one", () => {
  expect(unitsOf(answers[0] ?? "").map(({ text }) => text)).toEqual([
    "Runway is 11 months (financials/p_and_l.csv).",
    "Burn is $2.9M a month.",
  ]);
  expect(unitsOf("Facts:\n- One.\n- Two")).toEqual([
    { lead: "", text: "Facts:" },
    { lead: "\n- ", text: "One." },
    { lead: "\n- ", text: "Two" },
  ]);
});

test("a unit is left out with its bullet", () => {
  expect(withoutUnits(unitsOf("- One.\n- Two."), new Set([1]))).toBe("- One.");
});
