import type {
  AgentRun,
  BehaviorPattern,
  EvalCase,
  GateResult,
  GateRow,
  HarnessConfig,
  HumanFeedback,
  ModelFeedback,
  SpanRecord,
} from "@loopwright/core";
import { annotationAttributes, evaluationAttributes } from "./openinference-feedback.ts";
import { syntheticSpan } from "./synthetic-span.ts";
import type { TracePlace } from "./trace-place.ts";

/** The harness as it was when the runs were made. */
export function harnessSpan(harness: HarnessConfig, place: TracePlace): SpanRecord {
  return syntheticSpan({
    name: "harness.config",
    kind: "HARNESS_CONFIG",
    key: harness.content_hash,
    source: "harness_config",
    place,
    attributes: {
      "harness.name": harness.name,
      "harness.version": harness.eval_metadata.version,
      "harness.content_hash": harness.content_hash,
      "harness.system_prompt": harness.instructions,
      "harness.model_settings": harness.model_settings,
      "harness.tool_policy": harness.tool_policy,
      "harness.eval_metadata": harness.eval_metadata,
      "harness.required_artifacts": harness.required_artifacts,
      "harness.guidance": harness.guidance,
      "harness.files": harness.files,
    },
  });
}

export function humanFeedbackSpan(item: HumanFeedback, place: TracePlace): SpanRecord {
  return syntheticSpan({
    name: "human_feedback.comment",
    kind: "HUMAN_FEEDBACK",
    key: item.feedback_id,
    source: "human_feedback",
    place,
    attributes: {
      "feedback.id": item.feedback_id,
      "feedback.trace_id": item.trace_id,
      "feedback.trace_label": item.trace_label,
      "feedback.question": item.question,
      "feedback.source_type": item.source_type,
      "feedback.theme": item.theme,
      "feedback.summary": item.summary,
      "feedback.required_observations": item.required_observations,
      "feedback.prohibited_claims": item.prohibited_claims,
      "feedback.reviewer": item.reviewer,
      ...annotationAttributes([
        {
          name: item.theme,
          annotatorKind: "HUMAN",
          identifier: item.feedback_id,
          explanation: item.summary,
        },
      ]),
    },
  });
}

export function modelFeedbackSpan(item: ModelFeedback, place: TracePlace): SpanRecord {
  return syntheticSpan({
    name: "llm_feedback.insight",
    kind: "LLM_FEEDBACK",
    key: item.insight_id,
    source: "llm_feedback",
    place,
    attributes: {
      "llm_feedback.id": item.insight_id,
      "llm_feedback.trace_id": item.trace_id,
      "llm_feedback.trace_label": item.trace_label,
      "llm_feedback.question": item.question,
      "llm_feedback.source_type": item.source_type,
      "llm_feedback.observations": item.observations,
      ...annotationAttributes(
        item.observations.map((observation) => ({
          name: "observation",
          annotatorKind: "LLM",
          identifier: item.insight_id,
          explanation: observation,
        })),
      ),
    },
  });
}

export function evalSpan(evalCase: EvalCase, place: TracePlace): SpanRecord {
  return syntheticSpan({
    name: "generated_eval.definition",
    kind: "EVAL",
    key: evalCase.eval_id,
    source: "generated_eval",
    place,
    attributes: {
      "eval.id": evalCase.eval_id,
      "eval.trace_id": evalCase.source_trace_id,
      "eval.trace_label": evalCase.source_trace_label,
      "eval.question": evalCase.question,
      "eval.title": evalCase.title,
      "eval.method": evalCase.scoring_method,
      "eval.expected_behavior": evalCase.expected_behavior,
      "eval.rubric": evalCase.rubric,
      "eval.deterministic_assertions": evalCase.deterministic_assertions,
      "eval.pass_example": evalCase.suggested_pass_example,
      "eval.fail_example": evalCase.suggested_fail_example,
      "eval.source_feedback_ids": evalCase.source_feedback_ids,
    },
  });
}

/** One row of the gate; question and answer stand beside it as what was judged. */
export function gateRowSpan(
  row: GateRow,
  run: Pick<AgentRun, "question" | "answer"> | undefined,
  place: TracePlace,
): SpanRecord {
  return syntheticSpan({
    name: "eval_gate.result",
    kind: "EVAL_RESULT",
    key: row.eval_id,
    source: "eval_gate",
    place,
    attributes: {
      "eval.id": row.eval_id,
      "eval.title": row.title,
      "eval.trace_id": row.trace_id,
      "eval.trace_label": row.trace_label,
      "eval.passed": row.passed,
      "eval.outcome": row.outcome,
      "eval.score": row.score,
      "eval.explanation": row.explanation,
      "eval.checks": row.checks,
      "input.value": run?.question,
      "output.value": run?.answer,
      ...evaluationAttributes([
        {
          name: row.title,
          annotatorKind: row.checks.some((check) => check.type === "llm-rubric") ? "LLM" : "CODE",
          identifier: row.eval_id,
          label: row.outcome,
          explanation: row.explanation,
          // What could not be decided has no score.
          ...(row.outcome === "errored" ? {} : { score: row.score }),
        },
      ]),
    },
  });
}

export function gateSummarySpan(gate: GateResult, place: TracePlace): SpanRecord {
  return syntheticSpan({
    name: "eval_gate.summary",
    kind: "EVAL_RESULT",
    key: "summary",
    source: "eval_gate",
    place,
    attributes: {
      "eval_gate.verdict": gate.verdict,
      "eval_gate.total": gate.total,
      "eval_gate.passed": gate.passed,
      "eval_gate.failed": gate.failed,
      "eval_gate.errored": gate.errored,
      "eval_gate.engine": gate.engine,
      "eval_gate.judge_model": gate.judge.model,
    },
  });
}

/** A behaviour that macro evals found over many runs; its runs need not all be in this context. */
export function patternSpan(pattern: BehaviorPattern, place: TracePlace): SpanRecord {
  return syntheticSpan({
    name: "macro_eval.pattern",
    kind: "BEHAVIOR_PATTERN",
    key: pattern.id,
    source: "macro_eval",
    place,
    attributes: {
      "pattern.id": pattern.id,
      "pattern.label": pattern.label,
      "pattern.trace_count": pattern.trace_count,
      "pattern.prevalence": pattern.prevalence,
      "pattern.owner": pattern.owner,
      "pattern.summary": pattern.summary,
      "pattern.evidence": pattern.evidence,
      "pattern.run_ids": pattern.run_ids,
    },
  });
}
