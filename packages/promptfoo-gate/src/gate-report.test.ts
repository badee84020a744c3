import type { GateResult } from "@loopwright/core";
import { expect, test } from "vitest";
import { gateReport } from "./gate-report.ts";

const row = {
  eval_id: "runway",
  title: "States | the\nrunway <b>",
  trace_id: "43d9b03619a9d2ed4d2f3e3fd17c8bf4",
  trace_label: "trace-01",
  outcome: "failed" as const,
  passed: false,
  score: 0.5,
  explanation: "failed contains: no figure\npassed llm-rubric: polite",
  checks: [],
};

const result: GateResult = {
  verdict: "error",
  total: 3,
  passed: 1,
  failed: 1,
  errored: 1,
  rows: [
    row,
    { ...row, eval_id: "kept", outcome: "passed", passed: true, score: 1 },
    { ...row, eval_id: "broken", outcome: "errored", score: 0, explanation: "error: no judge" },
  ],
  engine: "promptfoo 0.123.1 (Node API)",
  judge: {
    model: "m",
    prompt_hash: "h",
    usage: { requests: 0, input_tokens: 0, output_tokens: 0 },
  },
};

test("shows verdict, counts, one line a row, and every reason of what did not pass", () => {
  const report = gateReport(result);
  expect(report).toContain("## Eval gate: error");
  expect(report).toContain("1 of 3 passed, 1 failed, 1 errored.");
  expect(report).toContain("| failed | 0.50 |");
  expect(report).toContain("| errored |  |");
  expect(report).toContain("> failed contains: no figure\n> passed llm-rubric: polite");
  expect(report).toContain("### broken: errored\n\n> error: no judge");
  expect(report).not.toContain("### kept");
});

test("keeps model-written texts out of the markup", () => {
  expect(gateReport(result)).toContain("| States \\| the runway \\<b\\> (runway) |");
});
