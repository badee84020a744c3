import { noUsage } from "@loopwright/core";
import { expect, test } from "vitest";
import type { CaseRecord } from "./case-record.ts";
import { evalCase } from "./fixtures/eval-cases.ts";
import { toGateRow } from "./gate-row.ts";
import { EngineRow } from "./promptfoo/summary.ts";

const answer = "The runway is 11 months.";

const record: CaseRecord = {
  evalCase: evalCase(),
  answer,
  verdict: { pass: true, score: 0.9, reason: "it does" },
  usage: noUsage,
};

const literal = {
  pass: true,
  score: 1,
  reason: "Assertion passed",
  assertion: { type: "contains", metric: "check-0" },
};
const rubric = {
  pass: true,
  score: 0.9,
  reason: "it does",
  assertion: { type: "llm-rubric", metric: "check-1" },
};

/** A row as Promptfoo reports it. */
function engineRow(
  part: Partial<EngineRow> = {},
  components: unknown[] = [literal, rubric],
): EngineRow {
  return EngineRow.parse({
    success: true,
    score: 0.95,
    failureReason: 0,
    response: { output: answer },
    gradingResult: { pass: true, score: 0.95, reason: "All passed", componentResults: components },
    testCase: { metadata: { case_id: "case-1" } },
    ...part,
  });
}

test("passes a row whose every expected check is there and passing", () => {
  expect(toGateRow(record, [engineRow()])).toMatchObject({
    eval_id: "runway",
    trace_label: "trace-01",
    outcome: "passed",
    passed: true,
    score: 0.95,
    checks: [{ type: "contains" }, { type: "llm-rubric", score: 0.9 }],
  });
});

test("keeps every failing reason, and lists them before the passing ones", () => {
  const second = evalCase({
    deterministic_assertions: [
      { type: "contains", value: "11 months" },
      { type: "not-contains", value: "12 months" },
    ],
  });
  const row = engineRow({ success: false, failureReason: 1, error: "last one only" }, [
    literal,
    {
      ...literal,
      pass: false,
      score: 0,
      reason: "12 months is there",
      assertion: { type: "not-contains", metric: "check-1" },
    },
    {
      ...rubric,
      pass: false,
      score: 0.2,
      reason: "vague",
      assertion: { type: "llm-rubric", metric: "check-2" },
    },
  ]);
  expect(toGateRow({ ...record, evalCase: second }, [row])).toMatchObject({
    outcome: "failed",
    explanation:
      "failed not-contains: 12 months is there\nfailed llm-rubric: vague\npassed contains: Assertion passed",
  });
});

test.each<[string, Partial<CaseRecord>, EngineRow[], RegExp]>([
  ["there is no row", {}, [], /no row/],
  ["there are two rows", {}, [engineRow(), engineRow()], /2 rows/],
  ["the answer could not be had", { answerError: "disk gone" }, [engineRow()], /disk gone/],
  ["the judge could not decide", { judgeError: "gave up" }, [engineRow()], /gave up/],
  ["Promptfoo marks an error", {}, [engineRow({ failureReason: 2, error: "boom" })], /boom/],
  [
    "the grader failed",
    {},
    [engineRow({}, [literal, { ...rubric, metadata: { graderError: true } }])],
    /it does/,
  ],
  ["an expected check is missing", {}, [engineRow({}, [literal])], /did not report the llm-rubric/],
  ["no check was reported", {}, [engineRow({ gradingResult: null })], /did not report/],
  [
    "a check's score is out of range",
    {},
    [engineRow({}, [literal, { ...rubric, score: 85 }])],
    /score 85/,
  ],
  [
    "the row's score is out of range",
    {},
    [engineRow({ gradingResult: { pass: true, score: 43, componentResults: [literal, rubric] } })],
    /score 43/,
  ],
  ["another text was scored", {}, [engineRow({ response: { output: "another" } })], /another text/],
  [
    "the row passes although a check fails",
    {},
    [engineRow({}, [literal, { ...rubric, pass: false }])],
    /disagree/,
  ],
  [
    "the row fails although all checks pass",
    {},
    [engineRow({ success: false, failureReason: 1 })],
    /disagree/,
  ],
  [
    "a check has another type",
    {},
    [engineRow({}, [{ ...literal, assertion: { type: "icontains", metric: "check-0" } }, rubric])],
    /reported icontains/,
  ],
])("is errored when %s", (_, part, rows, reason) => {
  const row = toGateRow({ ...record, ...part }, rows);
  expect(row).toMatchObject({ outcome: "errored", passed: false, score: 0 });
  expect(row.explanation.split("\n")[0]).toMatch(/^error: /);
  expect(row.explanation).toMatch(reason);
});

test("is errored when a verdict is reported that no judge gave", () => {
  const { verdict: _, ...unjudged } = record;
  expect(toGateRow(unjudged, [engineRow()])).toMatchObject({
    outcome: "errored",
    explanation: expect.stringContaining("error: the judge was never asked"),
  });
});

test("keeps the literal checks of a row whose judge could not decide", () => {
  const failing = { ...literal, pass: false, score: 0, reason: "no figure" };
  const row = engineRow({ success: false, failureReason: 1 }, [
    failing,
    { ...rubric, metadata: { graderError: true } },
  ]);
  expect(toGateRow({ ...record, judgeError: "timed out" }, [row])).toMatchObject({
    outcome: "errored",
    explanation: "error: timed out\nfailed contains: no figure",
    checks: [
      { type: "contains", passed: false },
      { type: "llm-rubric", passed: false, reason: "timed out" },
    ],
  });
});
