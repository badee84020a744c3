import type { EvalCase } from "@loopwright/core";
import type { Gate } from "./create-gate.ts";
import { gradeExamples, type ExampleGrade, type ExamplePair } from "./grade-examples.ts";

/** Scores one answer with one eval. */
export type ExampleChecker = (evalCase: EvalCase, answer: string) => Promise<ExampleGrade>;

interface Waiting extends ExamplePair {
  resolve(grade: ExampleGrade): void;
  reject(error: unknown): void;
}

/**
 * A function that scores one answer with one eval through the gate's own engine. Calls made at the same time
 * travel in one gate run, so `Promise.all` over many examples costs one evaluation.
 *
 * @example
 * const checkExample = createExampleChecker(gate);
 * const { outcome, reason } = await checkExample(evalCase, "The runway is 11 months.");
 */
export function createExampleChecker(
  gate: Gate,
  options: { signal?: AbortSignal } = {},
): ExampleChecker {
  let waiting: Waiting[] = [];
  const gradeWaiting = async (): Promise<void> => {
    const batch = waiting;
    waiting = [];
    try {
      const grades = await gradeExamples(gate, batch, options);
      grades.forEach((grade, index) => batch[index]?.resolve(grade));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  };
  return (evalCase, answer) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(() => void gradeWaiting());
      waiting.push({ evalCase, answer, resolve, reject });
    });
}
