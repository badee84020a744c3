import { expect, it } from "vitest";
import { runOf } from "./fixtures/runs.ts";
import { feedbackCoverage } from "./index.ts";

it("tells apart which runs no person and which no model has reviewed", () => {
  const [first, second, third] = [runOf("trace-01"), runOf("trace-02"), runOf("trace-03")];
  const human = {
    feedback_id: "human-trace-01",
    trace_id: first.trace_id,
    trace_label: "trace-01",
    question: first.question,
    source_type: "human_feedback" as const,
    theme: "t",
    summary: "s",
    required_observations: [],
    prohibited_claims: [],
  };
  const model = {
    insight_id: "insight-trace-02",
    trace_id: second.trace_id,
    trace_label: "trace-02",
    question: second.question,
    source_type: "llm_insight" as const,
    observations: ["o"],
  };
  expect(feedbackCoverage([first, second, third], [human], [model])).toEqual({
    withoutHuman: ["trace-02", "trace-03"],
    withoutModel: ["trace-01", "trace-03"],
  });
});
