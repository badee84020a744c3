import type { EvalCase } from "@loopwright/core";
import type { TraceBundle } from "../bundle/trace-bundle.ts";
import { caseFacts, runDigest } from "./run-digest.ts";
import { rubricNames, rubricText, type RubricName } from "./rubrics.ts";

/** One rubric on one run, ready for a gate: the case and the text that it is graded on. */
export interface LabelCase {
  runId: string;
  rubric: RubricName;
  evalCase: EvalCase;
  answer: string;
}

/** The five gradings of a run. */
export function labelCases(bundle: TraceBundle): LabelCase[] {
  const { run } = bundle;
  const answer = runDigest(bundle);
  const question = caseFacts(bundle);
  return rubricNames.map((rubric) => ({
    runId: run.run_id,
    rubric,
    answer,
    evalCase: {
      eval_id: `${run.run_id}:${rubric}`,
      title: rubric.replaceAll("_", " "),
      scoring_method: "llm_judge",
      expected_behavior: "Each statement of the rubric holds or does not apply.",
      source_trace_id: run.openai_trace_id.replace(/^trace_/, ""),
      source_trace_label: run.run_id,
      question,
      rubric: rubricText(rubric),
      deterministic_assertions: [],
      suggested_pass_example: "Each statement holds on the record.",
      suggested_fail_example: "A statement does not hold on the record.",
      source_feedback_ids: [],
    },
  }));
}
