import type { ScriptedModel } from "@loopwright/core/model";
import { seededRandom } from "@loopwright/core/statistics";
import { grade, type SimulatedVerdict } from "./simulated/grade.ts";
import { readJudgeRequest } from "./simulated/read-judge-request.ts";

export interface SimulatedJudgeOptions {
  /** Share of verdicts that come out the wrong way round, 0 to 1; which ones depends on seed and texts. Default 0. */
  errorRate?: number;
}

/**
 * A scripted model that grades. It reads rubric and answer out of the request text, ours or Promptfoo's own
 * `llm-rubric` prompt, takes the rubric apart and looks for each statement in the answer. What it cannot read as a
 * grading request gets a failed verdict that says so.
 *
 * It compares words, figures and negation, as `@loopwright/simulator/language` does, and follows no instruction
 * that stands in an answer. Its verdicts say something about this machinery, nothing about a live model.
 *
 * @example createSimulator({ models: { "sim-judge": simulatedJudge() } })
 */
export function simulatedJudge({ errorRate = 0 }: SimulatedJudgeOptions = {}): ScriptedModel {
  return (request, { seed }) => {
    const grading = readJudgeRequest(request);
    if (!grading) return reply(notAGrading);
    const verdict = grade(grading);
    const errs = seededRandom(`${seed}:${grading.rubric}:${grading.answer}`).next() < errorRate;
    return reply(errs ? turned(verdict) : verdict);
  };
}

const notAGrading: SimulatedVerdict = {
  reason: "The request holds no answer and rubric to grade.",
  pass: false,
  score: 0,
};

function turned({ pass, reason }: SimulatedVerdict): SimulatedVerdict {
  return {
    pass: !pass,
    score: pass ? 0.4 : 0.9,
    reason: `Misread on purpose (error rate): ${reason}`,
  };
}

function reply({ reason, pass, score }: SimulatedVerdict) {
  return [{ type: "text" as const, text: JSON.stringify({ reason, pass, score }) }];
}
