import { readJsonl, traceIdOf, type AgentRun } from "@loopwright/core";
import { defaultQuestionNumbers, questionBank, selectQuestions } from "@loopwright/dataroom";
import { readFeedback } from "@loopwright/feedback";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { z } from "zod";

const file = fileURLToPath(new URL("../feedback/reference.jsonl", import.meta.url));
const runs = selectQuestions(questionBank(), defaultQuestionNumbers).map(({ text }, index) =>
  runOf(text, index + 1),
);

it("reviews exactly the default questions, one item each", async () => {
  const items = await readFeedback(file, runs);
  expect(items.map(({ feedback_id, theme }) => [feedback_id, theme])).toEqual([
    ["human-trace-01", "financial_risk"],
    ["human-trace-02", "revenue_quality"],
    ["human-trace-03", "customer_concentration"],
    ["human-trace-04", "security_readiness"],
    ["human-trace-05", "unsupported_metrics"],
  ]);
});

it("names runs by their question, so that another choice of questions gets no stranger's review", async () => {
  const rows = await readJsonl(file, z.looseObject({ question: z.string() }));
  expect(rows.map((row) => ["trace_id" in row, "trace_label" in row])).toEqual(
    rows.map(() => [false, false]),
  );
});

function runOf(question: string, number: number): AgentRun {
  const label = `trace-0${number}`;
  return {
    trace_id: traceIdOf(label),
    sdk_trace_id: `trace_${traceIdOf(label)}`,
    trace_label: label,
    question,
    answer: "",
    output_dir: "",
    mode: "simulated",
    status: "completed",
    artifacts: [],
    harness_version: "v001",
    harness_hash: "",
    usage: { requests: 0, input_tokens: 0, output_tokens: 0 },
    seconds: 0,
  };
}
