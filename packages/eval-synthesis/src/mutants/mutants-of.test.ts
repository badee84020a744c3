import { describe, expect, test } from "vitest";
import { humanOf, runOf } from "../fixtures/evidence.ts";
import { caseFrom } from "../fixtures/cases.ts";
import { mutantsOf } from "./mutants-of.ts";
import { negated } from "./negate.ts";

const run = runOf("trace-01", "Which ARR should we rely on?", "");

function mutants(answer: string, rubric: string, prohibited_claims: string[] = []) {
  const made = mutantsOf({
    evalCase: caseFrom({ rubric }),
    answer,
    feedback: [humanOf(run, { theme: "arr", required_observations: [], prohibited_claims })],
    perOperator: 3,
  });
  return (operator: string) =>
    made.flatMap((mutant) => (mutant.operator === operator ? [mutant.answer] : []));
}

describe("the operators of admission", () => {
  test.each([
    [
      "drop_caveat",
      "ARR is $43.0M, but $2.8M of it is not validated.",
      "The answer must state ARR.",
      "ARR is $43.0M.",
    ],
    [
      "remove_citation",
      "Runway is 11 months (financials/p_and_l.csv).",
      "The answer must cite a file.",
      "Runway is 11 months.",
    ],
    [
      "claim_complete",
      "Type II is still in progress and its report has not been issued.",
      "The answer must state that Type II is in progress.",
      "Type II is complete and its report has been issued.",
    ],
    [
      "promote_estimate",
      "122% is a management estimate that finance has not validated.",
      "The answer must call 122% an estimate.",
      "122% is an official figure that finance has validated.",
    ],
    [
      "collapse_rollup",
      "By parent account, the two belong together under Northstar Holdings.",
      "The answer must add up parent accounts.",
      "By legal entity, the two are separate customers beside Northstar Holdings.",
    ],
    [
      "truncate",
      "Runway is 11 months. Burn is high. Cash is short. Costs rise.",
      "The answer must state the runway.",
      "Runway is 11 months. Burn is high.",
    ],
    [
      "replace_with_irrelevance",
      "Burn is high. Runway is 11 months.",
      "The answer must state that runway is 11 months.",
      "Burn is high. The material is sorted into several folders.",
    ],
  ])("%s changes what makes an answer right", (operator, answer, rubric, changed) => {
    expect(mutants(answer, rubric)(operator)).toContain(changed);
  });

  test("swap_figure puts the figure that people called wrong where the right one stood", () => {
    const of = mutants(
      "The ARR to rely on is $36.9M, 34% of it with one customer.",
      "The answer must state that the ARR to rely on is $36.9M.",
      ["The ARR to rely on is $43.0M."],
    );
    expect(of("swap_figure")).toEqual([
      "The ARR to rely on is $43.0M, 34% of it with one customer.",
    ]);
  });

  test("add_wrong_claim leaves the right answer and adds what people prohibited", () => {
    const of = mutants("Runway is 11 months.", "The answer must state the runway.", [
      "Do not claim that runway is over a year.",
    ]);
    expect(of("add_wrong_claim")).toEqual(["Runway is 11 months. Runway is over a year."]);
  });

  test("make no two alike, none that is the answer, and nothing of an empty one", () => {
    const made = mutantsOf({
      evalCase: caseFrom({ rubric: "The answer must state the runway." }),
      answer: "Runway is 11 months.",
      feedback: [],
      perOperator: 3,
    }).map(({ answer }) => answer);
    expect(new Set(made).size).toBe(made.length);
    expect(made).not.toContain("Runway is 11 months.");
    const none = mutantsOf({ evalCase: caseFrom({}), answer: "", feedback: [], perOperator: 3 });
    expect(none).toEqual([]);
  });
});

describe("negated", () => {
  test.each([
    ["The report has not been issued.", "The report has been issued."],
    ["Runway is 11 months.", "Runway is not 11 months."],
    ["NRR cannot be reported.", "NRR can be reported."],
    ["Northstar Holdings has $12.4M.", "Northstar Holdings does not have $12.4M."],
    ["Burn puts pressure on funding.", "It is not true that Burn puts pressure on funding."],
    ["现金跑道是11个月。", "现金跑道不是11个月。"],
    ["报告尚未出具。", "报告已出具。"],
  ])("turns %j into its contrary", (sentence, contrary) => {
    expect(negated(sentence)).toBe(contrary);
  });
});
