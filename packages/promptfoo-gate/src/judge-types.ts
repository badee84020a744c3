import type { Usage } from "@loopwright/core";

/** What a judge is given: raw texts. How they are delimited for a model is the judge's own business. */
export interface JudgeRequest {
  question: string;
  /** What the answer has to meet. */
  rubric: string;
  /** The answer under test; may be empty. */
  answer: string;
  signal?: AbortSignal;
}

/** A judge's verdict. The gate checks it again: anything of another shape makes the row errored. */
export interface Judgement {
  pass: boolean;
  /** 0 to 1. */
  score: number;
  reason: string;
  usage: Usage;
}

/**
 * Whoever decides rubrics: a model (`createJudge`), or any object of this shape.
 * A judge that cannot decide throws; it never returns a failed verdict for that.
 *
 * @example
 * const lengthJudge: Judge = {
 *   model: "length", promptHash: "none",
 *   judge: async ({ answer }) => ({ pass: answer.length > 9, score: 1, reason: "by length", usage: noUsage }),
 * };
 */
export interface Judge {
  /** Name of the model that judges, as reports print it. */
  model: string;
  /** Identity of the prompt that the verdicts depend on, in hex. */
  promptHash: string;
  judge(request: JudgeRequest): Promise<Judgement>;
}
