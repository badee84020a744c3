import type { AgentRun, HumanFeedback, ModelFeedback } from "@loopwright/core";

/** Labels of the runs that a kind of feedback has not reached. */
export interface FeedbackCoverage {
  withoutHuman: string[];
  withoutModel: string[];
}

/**
 * Which runs no person has reviewed, and which no model has. The kinds are counted apart: model feedback never
 * stands in for a person's.
 *
 * @example feedbackCoverage(runs, human, model).withoutHuman // ["trace-04"]
 */
export function feedbackCoverage(
  runs: readonly AgentRun[],
  human: readonly HumanFeedback[],
  model: readonly ModelFeedback[],
): FeedbackCoverage {
  return { withoutHuman: labelsWithout(runs, human), withoutModel: labelsWithout(runs, model) };
}

function labelsWithout(
  runs: readonly AgentRun[],
  items: readonly { trace_id: string }[],
): string[] {
  const reviewed = new Set(items.map(({ trace_id }) => trace_id));
  return runs
    .filter(({ trace_id }) => !reviewed.has(trace_id))
    .map(({ trace_label }) => trace_label);
}
