import { EvalCase, LoopError, parseAt } from "@loopwright/core";
import { z } from "zod";

/**
 * Refuses a suite that Promptfoo would let through green: no cases at all, cases without checks, ids that
 * occur twice, check types outside the allowed three.
 *
 * @throws LoopError `bad_input` that names the eval and what to change
 */
export function checkSuite(cases: readonly unknown[]): EvalCase[] {
  if (cases.length === 0)
    throw new LoopError(
      "bad_input",
      "the suite has no evals: there is nothing to score, add at least one",
    );
  const checked = cases.map(checkCase);
  refuseRepeatedIds(checked);
  return checked;
}

/** Refuses a case that cannot decide anything. */
export function checkCase(evalCase: unknown, index = 0): EvalCase {
  const parsed = parseAt(EvalCase, evalCase, nameOf(evalCase, index));
  const hasRubric = parsed.rubric.trim() !== "";
  if (parsed.scoring_method !== "deterministic" && !hasRubric)
    throw new LoopError(
      "bad_input",
      `eval ${parsed.eval_id}: scoring_method is ${parsed.scoring_method} but rubric is empty; write a rubric or make it deterministic`,
    );
  if (parsed.scoring_method === "deterministic" && parsed.deterministic_assertions.length === 0)
    throw new LoopError(
      "bad_input",
      `eval ${parsed.eval_id}: it has no checks; add a deterministic assertion, or a rubric and scoring_method llm_judge`,
    );
  return parsed;
}

function nameOf(evalCase: unknown, index: number): string {
  const named = z.object({ eval_id: z.string().min(1) }).safeParse(evalCase);
  return named.success ? `eval ${named.data.eval_id}` : `eval number ${index + 1}`;
}

function refuseRepeatedIds(cases: readonly EvalCase[]): void {
  const seen = new Set<string>();
  for (const { eval_id } of cases) {
    if (seen.has(eval_id))
      throw new LoopError(
        "bad_input",
        `eval ${eval_id}: the id occurs twice in the suite; ids must be unique`,
      );
    seen.add(eval_id);
  }
}
