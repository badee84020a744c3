import { LoopError, type AgentRun, type HumanFeedback, type ModelFeedback } from "@loopwright/core";

/** One run with what people and what a model said about it, apart from each other. */
export interface RunEvidence {
  run: AgentRun;
  human: readonly HumanFeedback[];
  model: readonly ModelFeedback[];
}

/** What evals are written from, by trace id. */
export type Evidence = ReadonlyMap<string, RunEvidence>;

export interface EvidenceInput {
  runs: readonly AgentRun[];
  humanFeedback: readonly HumanFeedback[];
  modelFeedback: readonly ModelFeedback[];
}

/**
 * Joins feedback to the runs it is about. A run that nobody has said anything about is left out, because
 * nothing tells what a better answer to it would be; feedback about other runs is left out too.
 *
 * @throws LoopError `bad_input` when no run has feedback
 */
export function gatherEvidence({ runs, humanFeedback, modelFeedback }: EvidenceInput): Evidence {
  const evidence = new Map<string, RunEvidence>();
  for (const run of runs) {
    const human = humanFeedback.filter((item) => item.trace_id === run.trace_id);
    const model = modelFeedback.filter((item) => item.trace_id === run.trace_id);
    if (human.length + model.length > 0) evidence.set(run.trace_id, { run, human, model });
  }
  if (evidence.size === 0)
    throw new LoopError(
      "bad_input",
      `none of the ${runs.length} runs has feedback, so there is nothing to write evals from; collect feedback first`,
    );
  return evidence;
}

/** Ids of the feedback that a run has, of both kinds. */
export function feedbackIdsOf({ human, model }: RunEvidence): string[] {
  return [...human.map((item) => item.feedback_id), ...model.map((item) => item.insight_id)];
}
