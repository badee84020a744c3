import { DeterministicAssertion, ScoringMethod, type EvalCase } from "@loopwright/core";
import { z } from "zod";
import type { RunEvidence } from "./evidence.ts";

/**
 * An eval as the model writes it. Texts may be empty here: a draft with a flaw is sent back with the
 * reason, where a reply of the wrong shape would cost the good drafts beside it.
 */
export const EvalDraft = z.object({
  eval_id: z.string(),
  title: z.string(),
  scoring_method: ScoringMethod,
  expected_behavior: z.string(),
  source_trace_id: z.string(),
  source_feedback_ids: z.array(z.string()),
  rubric: z.string(),
  deterministic_assertions: z.array(
    DeterministicAssertion.extend({ value: z.string() }).required(),
  ),
  suggested_pass_example: z.string(),
  suggested_fail_example: z.string(),
});
export type EvalDraft = z.infer<typeof EvalDraft>;

/** What the model replies with. */
export const DraftSuite = z.object({ evals: z.array(EvalDraft) });

/** A draft that has been found sound, with label and question of its run joined on. */
export function caseOf(draft: EvalDraft, { run }: RunEvidence): EvalCase {
  return {
    ...draft,
    eval_id: draft.eval_id.trim(),
    source_trace_id: run.trace_id,
    source_trace_label: run.trace_label,
    question: run.question,
  };
}
