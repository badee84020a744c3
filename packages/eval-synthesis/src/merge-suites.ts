import type { EvalCase } from "@loopwright/core";
import { isSameBehaviour } from "./same-behaviour.ts";

export interface MergedSuite {
  evals: EvalCase[];
  /** Evals that another one stands for now. */
  merged: { eval_id: string; into: string }[];
  /** Evals that had to take another id, because theirs was taken by an eval about something else. */
  renamed: { from: string; to: string }[];
}

/**
 * Joins suites, the oldest first. Evals for the same behaviour become one: the oldest stays and keeps, in
 * `also_from`, where the others came from. Nothing else is left out.
 *
 * @example
 * const { evals } = mergeSuites([promoted, synthesized]);
 */
export function mergeSuites(suites: readonly (readonly EvalCase[])[]): MergedSuite {
  const result: MergedSuite = { evals: [], merged: [], renamed: [] };
  for (const evalCase of suites.flat()) {
    const at = result.evals.findIndex((other) => isSameBehaviour(other, evalCase));
    const older = result.evals[at];
    if (!older) result.evals.push(withFreeId(evalCase, result));
    else {
      result.evals[at] = withProvenance(older, evalCase);
      result.merged.push({ eval_id: evalCase.eval_id, into: older.eval_id });
    }
  }
  return result;
}

/** An eval that is merged twice from the same run leaves one trace of it. */
function withProvenance(older: EvalCase, newer: EvalCase): EvalCase {
  const { eval_id, source_trace_id, source_trace_label, source_feedback_ids } = newer;
  const added = [
    { eval_id, source_trace_id, source_trace_label, source_feedback_ids },
    ...(newer.also_from ?? []),
  ];
  const known = [older, ...(older.also_from ?? [])];
  const fresh = added.filter(
    (one) =>
      !known.some(
        (other) =>
          other.source_trace_id === one.source_trace_id &&
          one.source_feedback_ids.every((id) => other.source_feedback_ids.includes(id)),
      ),
  );
  return fresh.length === 0
    ? older
    : { ...older, also_from: [...(older.also_from ?? []), ...fresh] };
}

function withFreeId(evalCase: EvalCase, { evals, renamed }: MergedSuite): EvalCase {
  const taken = new Set(evals.map(({ eval_id }) => eval_id));
  if (!taken.has(evalCase.eval_id)) return evalCase;
  let number = 2;
  while (taken.has(`${evalCase.eval_id}-${number}`)) number++;
  const to = `${evalCase.eval_id}-${number}`;
  renamed.push({ from: evalCase.eval_id, to });
  return { ...evalCase, eval_id: to };
}
