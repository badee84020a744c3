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
 * Regression evals from the clearest patterns: significant ones that resampling brings back. The rubric names the
 * behaviour that failing runs show; a judge decides whether the record of a new run still shows it.
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
  const behaviour = pattern.label;
  const given = options.traceIdOf?.(run);
  return {
    eval_id: `eval-${pattern.id}`,
    title: `${pattern.owner || "The run"} does not repeat: ${behaviour}`,
    scoring_method: "llm_judge",
    expected_behavior: `The run does not show this behaviour: ${behaviour}. ${countsOf(pattern)}${placeOf(pattern)}`,
    source_trace_id: TraceId.parse(given ?? traceIdOf(run)),
    source_trace_label: run,
    question: options.questionOf(run) || run,
    rubric: `The answer must not show that ${behaviour}.`,
    deterministic_assertions: [],
    suggested_pass_example:
      "Each step is in its place, and each decision goes with what was known.",
    suggested_fail_example: `${behaviour}.`,
    source_feedback_ids: [],
  };
}

/** How often the behaviour was seen, where it is among the evidence. */
function countsOf({ label, evidence }: BehaviorPattern): string {
  const counts = evidence.find(({ text }) => text === label);
  return counts
    ? `It was seen in ${counts.inside} of ${counts.inside_of} runs of the pattern and in ${counts.outside} of ${counts.outside_of} others. `
    : "";
}

function placeOf({ suspects, owner }: BehaviorPattern): string {
  const place = [suspects[0]?.agent, suspects[0]?.tool].filter(Boolean).join(" / ") || owner;
  return `Look first at ${place}.`;
}
