import { LoopError } from "@loopwright/core";
import { expect, test } from "vitest";
import { checkSuite } from "./check-suite.ts";
import { evalCase } from "./fixtures/eval-cases.ts";

function refusal(action: () => unknown): LoopError {
  try {
    action();
  } catch (error) {
    if (error instanceof LoopError) return error;
  }
  throw new Error("expected a LoopError");
}

test("accepts evals of all three scoring methods", () => {
  const suite = [
    evalCase({ eval_id: "a", scoring_method: "deterministic", rubric: "" }),
    evalCase({ eval_id: "b", scoring_method: "llm_judge", deterministic_assertions: [] }),
    evalCase({ eval_id: "c" }),
  ];
  expect(checkSuite(suite)).toEqual(suite);
});

test("refuses an empty suite", () => {
  expect(refusal(() => checkSuite([]))).toMatchObject({
    code: "bad_input",
    message: expect.stringContaining("no evals"),
  });
});

test("refuses an id that occurs twice, and names it", () => {
  expect(refusal(() => checkSuite([evalCase(), evalCase()]))).toMatchObject({
    code: "bad_input",
    message: expect.stringContaining("eval runway: the id occurs twice"),
  });
});

test.each([
  [
    "a deterministic eval without assertions",
    { scoring_method: "deterministic", deterministic_assertions: [] },
  ],
  ["a judged eval with a blank rubric", { scoring_method: "llm_judge", rubric: " \n" }],
  ["a hybrid eval with a blank rubric", { scoring_method: "hybrid", rubric: "" }],
] as const)("refuses %s, and names the eval", (_, part) => {
  const suite = [
    evalCase({ eval_id: "first" }),
    evalCase({ ...part, deterministic_assertions: [] }),
  ];
  expect(refusal(() => checkSuite(suite))).toMatchObject({
    code: "bad_input",
    message: expect.stringMatching(/^eval runway: /),
  });
});

test("refuses assertion types beyond the three literal ones", () => {
  for (const type of ["javascript", "not-llm-rubric", "is-json"]) {
    const suite = [{ ...evalCase(), deterministic_assertions: [{ type, value: "1" }] }];
    expect(refusal(() => checkSuite(suite))).toMatchObject({
      code: "bad_input",
      message: expect.stringMatching(/^eval runway: deterministic_assertions.0.type/),
    });
  }
});
