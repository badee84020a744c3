import { LoopError, messageOf, type EvalCase, type GateRow } from "@loopwright/core";
import { checkCase } from "./check-suite.ts";
import type { Gate } from "./create-gate.ts";

/** An answer to be scored by one eval alone. */
export interface ExamplePair {
  evalCase: EvalCase;
  answer: string;
}

export interface ExampleGrade {
  outcome: GateRow["outcome"];
  /** The row's explanation: every check's reason, failing ones first. */
  reason: string;
}

/**
 * Scores many (eval, answer) pairs in one gate run, so that all pass and fail examples of a suite cost one
 * Promptfoo evaluation. An eval may occur any number of times; one that cannot decide anything is errored and
 * leaves the others alone. Grades come in the order of the pairs.
 *
 * @throws LoopError `aborted`, `engine`
 * @example
 * const [pass, fail] = await gradeExamples(gate, [
 *   { evalCase, answer: evalCase.suggested_pass_example },
 *   { evalCase, answer: evalCase.suggested_fail_example },
 * ]);
 */
export async function gradeExamples(
  gate: Gate,
  pairs: readonly ExamplePair[],
  options: { signal?: AbortSignal } = {},
): Promise<ExampleGrade[]> {
  const entries = pairs.map(toEntry);
  const scorable = entries.flatMap((entry) => ("evalCase" in entry ? [entry] : []));
  const grades = await gradeEntries(gate, scorable, options);
  return entries.map((entry) => {
    const grade = "evalCase" in entry ? grades.get(entry.evalCase.eval_id) : entry.grade;
    return grade ?? { outcome: "errored", reason: "error: the example was not scored" };
  });
}

type Entry = { evalCase: EvalCase; answer: string } | { grade: ExampleGrade };

/** Within a run ids are unique, so the position becomes part of the id. */
function toEntry({ evalCase, answer }: ExamplePair, index: number): Entry {
  try {
    const checked = checkCase(evalCase, index);
    return { evalCase: { ...checked, eval_id: `${index + 1}. ${checked.eval_id}` }, answer };
  } catch (error) {
    return { grade: { outcome: "errored", reason: `error: ${messageOf(error)}` } };
  }
}

async function gradeEntries(
  gate: Gate,
  entries: readonly ExamplePair[],
  options: { signal?: AbortSignal },
): Promise<Map<string, ExampleGrade>> {
  if (entries.length === 0) return new Map();
  const answers = new Map(entries.map(({ evalCase, answer }) => [evalCase.eval_id, answer]));
  const result = await gate.run({
    ...options,
    cases: entries.map(({ evalCase }) => evalCase),
    outputOf: async ({ eval_id }) => {
      const answer = answers.get(eval_id);
      if (answer === undefined) throw new LoopError("not_found", `no example for ${eval_id}`);
      return answer;
    },
  });
  return new Map(
    result.rows.map(({ eval_id, outcome, explanation }) => [
      eval_id,
      { outcome, reason: explanation },
    ]),
  );
}
