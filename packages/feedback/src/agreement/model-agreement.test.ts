import { expect, it } from "vitest";
import { traceIdOf, type HumanFeedback, type ModelFeedback } from "@loopwright/core";
import { modelAgreement } from "../index.ts";

const human = (label: string, points: string[], claims: string[] = []): HumanFeedback => ({
  feedback_id: `human-${label}`,
  trace_id: traceIdOf(label),
  trace_label: label,
  question: "?",
  source_type: "human_feedback",
  theme: "general",
  summary: "The controlled figure counts.",
  required_observations: points,
  prohibited_claims: claims,
});
const model = (label: string, ...observations: string[]): ModelFeedback => ({
  insight_id: `insight-${label}`,
  trace_id: traceIdOf(label),
  trace_label: label,
  question: "?",
  source_type: "llm_insight",
  observations,
});

it("tells which of people's points a model speaks of, on the same run only", () => {
  const agreement = modelAgreement(
    [
      human("a", ["The cash runway is 11 months."], ["SOC 2 is complete."]),
      human("b", []),
      human("c", ["Nobody's model looked here."]),
    ],
    [
      model("a", "It states a runway of 11 months of cash."),
      model("b", "SOC 2 is called complete.", "Which figure is controlled and counts is unclear."),
    ],
  );
  expect(agreement).toMatchObject({
    shared: 2,
    points: 3,
    missed: [{ trace_label: "a", feedback_id: "human-a", point: "SOC 2 is complete." }],
  });
  expect(agreement.raised.estimate).toBeCloseTo(2 / 3);
  expect(agreement.raised.low).toBeLessThan(2 / 3);
});

it("knows nothing without shared runs", () => {
  expect(modelAgreement([], [model("a", "x")])).toMatchObject({ shared: 0, points: 0 });
});
