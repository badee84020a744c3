import { LoopError, type EvalCase, type GateResult } from "@loopwright/core";
import { createExampleChecker, createGate, createJudge } from "@loopwright/promptfoo-gate";
import type { Models } from "./models.ts";

/** Promptfoo with our judge behind it, for the two jobs that the loop has for it. */
export function openGate(models: Pick<Models, "endpoint" | "names">) {
  const gate = createGate({
    judge: createJudge({ endpoint: models.endpoint, model: models.names.judge }),
  });
  return {
    checkExample: createExampleChecker(gate),
    judgeAnswers: (options: {
      cases: readonly EvalCase[];
      answers: readonly { trace_id: string; answer: string }[];
      resultsFile?: string;
      signal?: AbortSignal;
    }): Promise<GateResult> => {
      const { answers, ...rest } = options;
      return gate.run({ ...rest, outputOf: answerOf(answers) });
    },
    close: () => gate.close(),
  };
}

function answerOf(answers: readonly { trace_id: string; answer: string }[]) {
  const byTrace = new Map(answers.map(({ trace_id, answer }) => [trace_id, answer]));
  return async (evalCase: EvalCase): Promise<string> => {
    const answer = byTrace.get(evalCase.source_trace_id);
    if (answer === undefined)
      throw new LoopError(
        "not_found",
        `no answer for ${evalCase.source_trace_label} (${evalCase.source_trace_id})`,
      );
    return answer;
  };
}
