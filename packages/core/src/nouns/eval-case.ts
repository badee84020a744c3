import { z } from "zod";
import { TraceId } from "./agent-run.ts";

/** What decides: literal checks, a judge by the rubric, or both, of which each has to pass. */
export const ScoringMethod = z.enum(["deterministic", "llm_judge", "hybrid"]);
export type ScoringMethod = z.infer<typeof ScoringMethod>;

/** A literal check; the three types are all that a generated eval may use. */
export const DeterministicAssertion = z.object({
  type: z.enum(["contains", "icontains", "not-contains"]),
  value: z.string().min(1),
});
export type DeterministicAssertion = z.infer<typeof DeterministicAssertion>;

/** One durable check of the agent's behaviour, with an example that passes it and one that fails it. */
export const EvalCase = z.object({
  eval_id: z.string().min(1),
  title: z.string().min(1),
  scoring_method: ScoringMethod,
  expected_behavior: z.string().min(1),
  source_trace_id: TraceId,
  source_trace_label: z.string().min(1),
  /** The question of the source run; a candidate is asked it again. */
  question: z.string().min(1),
  /** What a judge is asked to decide. Unused when the method is `deterministic`. */
  rubric: z.string(),
  deterministic_assertions: z.array(DeterministicAssertion),
  suggested_pass_example: z.string().min(1),
  suggested_fail_example: z.string().min(1),
  /** Feedback ids the eval was written from. */
  source_feedback_ids: z.array(z.string()).default([]),
  /** Where evals for the same behaviour came from that were merged into this one. */
  also_from: z
    .array(
      z.object({
        eval_id: z.string().min(1),
        source_trace_id: TraceId,
        source_trace_label: z.string().min(1),
        source_feedback_ids: z.array(z.string()).default([]),
      }),
    )
    .optional(),
});
export type EvalCase = z.infer<typeof EvalCase>;

/** `evals/eval_suite.json` and the files below a harness's `evals/`. */
export const EvalSuite = z.object({ evals: z.array(EvalCase) });
export type EvalSuite = z.infer<typeof EvalSuite>;
