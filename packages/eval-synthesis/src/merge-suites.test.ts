import { expect, test } from "vitest";
import { mergeSuites } from "./index.ts";
import { caseFrom } from "./fixtures/cases.ts";

const cash = caseFrom({});

test("evals for the same behaviour become one that keeps where both came from", () => {
  const later = caseFrom({
    eval_id: "cash-again",
    source_trace_id: "b".repeat(32),
    source_trace_label: "trace-09",
    source_feedback_ids: ["human-trace-09"],
    expected_behavior: "Says that the cash lasts for 7 months.",
  });
  const { evals, merged, renamed } = mergeSuites([[cash], [later]]);
  expect(evals).toEqual([
    {
      ...cash,
      also_from: [
        {
          eval_id: "cash-again",
          source_trace_id: "b".repeat(32),
          source_trace_label: "trace-09",
          source_feedback_ids: ["human-trace-09"],
        },
      ],
    },
  ]);
  expect(merged).toEqual([{ eval_id: "cash-again", into: "cash-lasts" }]);
  expect(renamed).toEqual([]);
});

test("merging the same suite again changes nothing", () => {
  const { evals } = mergeSuites([
    [cash],
    [caseFrom({ eval_id: "x", source_trace_id: "b".repeat(32) })],
  ]);
  expect(mergeSuites([evals, [cash], evals]).evals).toEqual(evals);
});

test.each([
  [
    "another figure",
    { expected_behavior: "Says that cash lasts for 9 months.", rubric: "It must state 9 months." },
  ],
  [
    "the contrary",
    {
      expected_behavior: "Says that cash does not last for 7 months.",
      rubric: "It must not last.",
    },
  ],
  ["another question", { question: "Which certificates does the bakery hold?" }],
])("an eval about %s stays one of its own, under an id of its own", (_what, change) => {
  const other = caseFrom({ source_trace_id: "b".repeat(32), ...change });
  const { evals, renamed } = mergeSuites([[cash], [other]]);
  expect(evals.map(({ eval_id }) => eval_id)).toEqual(["cash-lasts", "cash-lasts-2"]);
  expect(renamed).toEqual([{ from: "cash-lasts", to: "cash-lasts-2" }]);
});
