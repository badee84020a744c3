import { LoopError, readJsonl, type EvalCase } from "@loopwright/core";
import { z } from "zod";

/** An answer kept in a file, under the id of the run that gave it or of the eval that it is meant for. */
export interface StoredAnswer {
  trace_id?: string | undefined;
  eval_id?: string | undefined;
  /** May be empty. */
  answer: string;
}

const AnswerLine = z
  .looseObject({
    trace_id: z.string().min(1).optional(),
    case_id: z.string().min(1).optional(),
    eval_id: z.string().min(1).optional(),
    answer: z.string("expected the answer as text"),
  })
  .refine((line) => line.trace_id !== undefined || idOfEval(line) !== undefined, {
    error: "name the run with trace_id, or the eval with case_id or eval_id",
  });

function idOfEval(line: { case_id?: string | undefined; eval_id?: string | undefined }) {
  return line.eval_id ?? line.case_id;
}

/**
 * Reads answers, one JSON object a line: `answer`, and `trace_id` or `case_id` (also `eval_id`). Other keys
 * are ignored, so a `runs.jsonl` is such a file.
 *
 * @throws LoopError `not_found`, or `bad_input` with file, line and what to mend
 * @example const answers = await readAnswers("answers.jsonl")
 */
export async function readAnswers(file: string): Promise<StoredAnswer[]> {
  const lines = await readJsonl(file, AnswerLine);
  if (lines.length === 0)
    throw new LoopError("bad_input", `${file}: it holds no answers; write one JSON object a line`);
  const answers = lines.map((line) => ({
    trace_id: line.trace_id,
    eval_id: idOfEval(line),
    answer: line.answer,
  }));
  refuseRepeated(answers, file);
  return answers;
}

function refuseRepeated(answers: readonly StoredAnswer[], file: string): void {
  const seen = new Set<string>();
  for (const answer of answers) {
    const key = keyOf(answer);
    if (seen.has(key))
      throw new LoopError("bad_input", `${file}: two answers for ${key}; keep one of them`);
    seen.add(key);
  }
}

function keyOf({ trace_id, eval_id }: StoredAnswer): string {
  return eval_id === undefined ? `trace_id ${bareTraceId(trace_id)}` : `case_id ${eval_id}`;
}

/** The Agents SDK writes trace ids with a prefix. */
function bareTraceId(id: string | undefined): string {
  return id?.replace(/^trace_/, "") ?? "";
}

/**
 * Stored answers as the gate's `outputOf`: an answer under the eval's own id first, else the one of its source
 * trace. An eval without an answer makes its row errored, and the row says so.
 *
 * @example await gate.run({ cases, outputOf: answersAsOutput(answers) })
 */
export function answersAsOutput(
  answers: readonly StoredAnswer[],
): (evalCase: EvalCase) => Promise<string> {
  const byKey = new Map(answers.map((answer) => [keyOf(answer), answer.answer]));
  return async ({ eval_id, source_trace_id, source_trace_label }) => {
    const answer =
      byKey.get(keyOf({ eval_id, answer: "" })) ?? byKey.get(`trace_id ${source_trace_id}`);
    if (answer === undefined)
      throw new LoopError(
        "not_found",
        `eval ${eval_id}: no answer for its trace ${source_trace_id} (${source_trace_label}); add a line with that trace_id, or with case_id ${eval_id}`,
      );
    return answer;
  };
}
