import { LoopError } from "@loopwright/core";
import {
  generateObject,
  type GenerateObjectOptions,
  type ModelEndpoint,
} from "@loopwright/core/model";
import { judgeInput, judgeInstructions, judgePromptHash, Verdict } from "./judge-prompt.ts";
import type { Judge, Judgement, JudgeRequest } from "./judge-types.ts";

export interface JudgeOptions {
  endpoint: ModelEndpoint;
  model: string;
  reasoningEffort?: NonNullable<GenerateObjectOptions<typeof Verdict>["reasoningEffort"]>;
  /** How often a malformed verdict is sent back with what is wrong. Default 2. */
  repairs?: number;
}

/**
 * A judge that asks a model. Question and answer travel as delimited, untrusted text; the reply has to be
 * `{ reason, pass, score }` with a score from 0 to 1, and is asked for again when it is not.
 *
 * An empty answer fails without a call: no model has to be trusted with that.
 *
 * @throws LoopError `model_nonsense` when no usable verdict comes, also one whose pass and score contradict each
 *   other; `model_refused`, `model_unreachable`, `aborted`
 * @example
 * const judge = createJudge({ endpoint, model: "gpt-5.5", reasoningEffort: "low" });
 * const { pass, score, reason } = await judge.judge({ question, rubric, answer });
 */
export function createJudge({
  endpoint,
  model,
  reasoningEffort,
  repairs = 2,
}: JudgeOptions): Judge {
  return {
    model,
    promptHash: judgePromptHash,
    async judge(request) {
      requireRubric(request);
      if (request.answer.trim() === "") return emptyAnswer;
      const { object, usage } = await generateObject({
        endpoint,
        model,
        schema: ConsistentVerdict,
        name: "verdict",
        instructions: judgeInstructions,
        input: judgeInput(request),
        repairs,
        ...(reasoningEffort ? { reasoningEffort } : {}),
        ...(request.signal ? { signal: request.signal } : {}),
      });
      return { ...object, usage };
    },
  };
}

/** A model that passes what it scored 0.1, or fails what it scored 1, has not decided. */
const ConsistentVerdict = Verdict.refine(({ pass, score }) => (pass ? score >= 0.5 : score < 1), {
  message:
    "pass and score contradict each other: a passing answer scores at least 0.5, a failing one below 1",
});

const emptyAnswer: Judgement = {
  pass: false,
  score: 0,
  reason: "The answer is empty, so it meets no requirement.",
  usage: { requests: 0, input_tokens: 0, output_tokens: 0 },
};

function requireRubric({ rubric }: JudgeRequest): void {
  if (rubric.trim() === "")
    throw new LoopError("bad_input", "rubric: it is empty; a judge has nothing to decide by");
}
