import { traceIdOf, TraceId, type EvalCase } from "@loopwright/core";
import type { BehaviorPattern } from "../describe/pattern.ts";

export interface ToEvalCasesOptions {
  patterns: readonly BehaviorPattern[];
  /** What a run was asked to do, as it is asked again. */
  questionOf: (runId: string) => string;
  /** Trace id of a run: 32 hex digits. Default: derived from the run id. */
  traceIdOf?: (runId: string) => string;
  /** At most so many patterns, by impact. Default 10. */
  limit?: number;
}

/**
 * Regression evals from the clearest patterns: significant ones that resampling brings back. The rubric states the
 * behaviour that failing runs show; a judge decides whether a new run still shows it.
 *
 * @example toEvalCases({ patterns, questionOf: (run) => questions.get(run) ?? run })
 */
export function toEvalCases(options: ToEvalCasesOptions): EvalCase[] {
  return options.patterns
    .filter(
      ({ unstable, p_value, representatives }) =>
        !unstable && p_value <= 0.05 && representatives.length > 0,
    )
    .slice(0, options.limit ?? 10)
    .map((pattern) => evalCase(pattern, options));
}

function evalCase(pattern: BehaviorPattern, options: ToEvalCasesOptions): EvalCase {
  const [run = ""] = pattern.representatives;
  const behaviour = pattern.evidence[0]?.text ?? pattern.label;
  const counts = pattern.evidence[0];
  const given = options.traceIdOf?.(run);
  return {
    eval_id: `eval-${pattern.id}`,
    title: `${pattern.owner || "The run"} does not repeat: ${behaviour}`,
    scoring_method: "llm_judge",
    expected_behavior: `The run does not show this behaviour: ${behaviour}.`,
    source_trace_id: TraceId.parse(given ?? traceIdOf(run)),
    source_trace_label: run,
    question: options.questionOf(run) || run,
    rubric: [
      `Fail the run when this holds: ${behaviour}.`,
      counts
        ? `In earlier runs it held in ${counts.inside} of ${counts.inside_of} failing ones and ${counts.outside} of ${counts.outside_of} others.`
        : "",
      `Look first at ${[pattern.suspects[0]?.agent, pattern.suspects[0]?.tool].filter(Boolean).join(" / ") || pattern.owner}.`,
    ]
      .filter(Boolean)
      .join(" "),
    deterministic_assertions: [],
    suggested_pass_example: `The run takes another way: it is not so that ${behaviour}.`,
    suggested_fail_example: `${behaviour}.`,
    source_feedback_ids: [],
  };
}
