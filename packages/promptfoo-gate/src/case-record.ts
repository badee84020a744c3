import { addUsage, LoopError, messageOf, noUsage, type EvalCase, Usage } from "@loopwright/core";
import { z } from "zod";
import type { Judge, Judgement } from "./judge-types.ts";
import type { HostReply } from "./promptfoo/protocol.ts";

/** What the host knows of one case while it is scored; Promptfoo's row is held against it. */
export interface CaseRecord {
  evalCase: EvalCase;
  answer?: string;
  answerError?: string;
  verdict?: Verdict;
  judgeError?: string;
  usage: Usage;
}

const Verdict = z.object({
  pass: z.boolean(),
  score: z.number().min(0).max(1),
  reason: z.string(),
});
type Verdict = z.infer<typeof Verdict>;

/** What a verdict cost, also when the rest of it is malformed. */
const Spent = z.object({ usage: Usage }).catch({ usage: noUsage });

export function newRecord(evalCase: EvalCase): CaseRecord {
  return { evalCase, usage: noUsage };
}

/** Asks for the answer under test; whatever goes wrong is noted and makes the row errored. */
export async function supplyAnswer(
  record: CaseRecord,
  outputOf: (evalCase: EvalCase) => Promise<string>,
  timeoutMs: number,
): Promise<HostReply> {
  try {
    const answer: unknown = await withinTime(timeoutMs, "the answer", () =>
      outputOf(record.evalCase),
    );
    if (typeof answer !== "string") throw new Error(`the answer is ${typeof answer}, not text`);
    record.answer = answer;
    return { output: answer };
  } catch (error) {
    record.answerError = messageOf(error);
    return { error: "the answer could not be had" };
  }
}

/**
 * Asks the judge. Promptfoo takes a verdict without `pass` for a pass, and a score of 85 for a score, so the
 * shape is checked here; a judge that cannot decide is an error, never a failed check.
 */
export async function supplyVerdict(
  record: CaseRecord,
  rubric: unknown,
  options: { judge: Judge; timeoutMs: number; signal?: AbortSignal | undefined },
): Promise<HostReply> {
  try {
    if (rubric !== record.evalCase.rubric)
      throw new LoopError("engine", "Promptfoo changed the rubric on its way to the judge");
    const judgement = await askJudge(record, options);
    record.usage = addUsage(record.usage, Spent.parse(judgement).usage);
    const parsed = Verdict.safeParse(judgement);
    if (!parsed.success) throw new Error(malformed(judgement));
    record.verdict = parsed.data;
    return { verdict: parsed.data, tokens: engineTokens(record.usage) };
  } catch (error) {
    record.judgeError = messageOf(error);
    return { error: "the judge could not decide" };
  }
}

function askJudge(
  record: CaseRecord,
  {
    judge,
    timeoutMs,
    signal,
  }: { judge: Judge; timeoutMs: number; signal?: AbortSignal | undefined },
): Promise<Judgement> {
  const { question, rubric } = record.evalCase;
  return withinTime(timeoutMs, "the judge", (limit) =>
    judge.judge({
      question,
      rubric,
      answer: record.answer ?? "",
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    }),
  );
}

/** A call that ends by its time limit even when it ignores the signal. */
async function withinTime<T>(
  timeoutMs: number,
  what: string,
  call: (limit: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const late = new LoopError("aborted", `${what} did not come within ${timeoutMs} ms`);
      reject(late);
      limit.abort(late);
    }, timeoutMs);
  });
  try {
    return await Promise.race([call(limit.signal), expiry]);
  } finally {
    clearTimeout(timer);
  }
}

function malformed(judgement: unknown): string {
  const shown = JSON.stringify(judgement) ?? String(judgement);
  return `the judge's verdict is malformed, expected { pass: boolean, score: 0..1, reason: text }, got ${shown.slice(0, 200)}`;
}

function engineTokens({ requests, input_tokens, output_tokens }: Usage) {
  return {
    total: input_tokens + output_tokens,
    prompt: input_tokens,
    completion: output_tokens,
    numRequests: requests,
  };
}
