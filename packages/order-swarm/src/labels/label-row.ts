import type { GateRow } from "@loopwright/core";
import { z } from "zod";
import type { TraceBundle } from "../bundle/trace-bundle.ts";
import { rubricNames, type RubricName } from "./rubrics.ts";

/** One row of `eval_labels.jsonl`. */
export const LabelRow = z.object({
  run_id: z.string(),
  case_type: z.string(),
  run_outcome: z.string(),
  promptfoo_pass: z.boolean(),
  promptfoo_score_mean: z.number(),
  promptfoo_check_scores: z.record(z.string(), z.number()),
  promptfoo_failed_checks: z.array(z.string()),
  promptfoo_primary_finding: z.string(),
  promptfoo_rationales: z.record(z.string(), z.string()),
});
export type LabelRow = z.infer<typeof LabelRow>;

const outcomes: Readonly<Record<string, string>> = {
  completed: "completed",
  awaiting_review: "review_needed",
  blocked: "blocked",
  failed: "runtime_error",
  in_progress: "in_progress",
};

/**
 * The label of a run from its graded rubrics. A rubric that could not be decided is left out of scores and mean;
 * with none decided there is no label.
 */
export function labelRow(
  bundle: Pick<TraceBundle, "run">,
  graded: ReadonlyMap<RubricName, GateRow>,
): LabelRow | undefined {
  const decided = rubricNames.flatMap((name) => {
    const row = graded.get(name);
    return row && row.outcome !== "errored" ? [{ name, row }] : [];
  });
  if (decided.length === 0) return undefined;
  const failed = decided.filter(({ row }) => !row.passed);
  const worst = failed.toSorted((a, b) => a.row.score - b.row.score)[0];
  const mean = decided.reduce((sum, { row }) => sum + row.score, 0) / decided.length;
  return {
    run_id: bundle.run.run_id,
    case_type: bundle.run.summary.scenario_family,
    run_outcome: outcomes[bundle.run.status] ?? bundle.run.status,
    promptfoo_pass: failed.length === 0,
    promptfoo_score_mean: rounded(mean),
    promptfoo_check_scores: Object.fromEntries(
      decided.map(({ name, row }) => [name, rounded(row.score)]),
    ),
    promptfoo_failed_checks: failed.map(({ name }) => name),
    promptfoo_primary_finding: worst?.name ?? "none",
    promptfoo_rationales: Object.fromEntries(
      decided.map(({ name, row }) => [name, row.checks[0]?.reason ?? ""]),
    ),
  };
}

function rounded(score: number): number {
  return Math.round(score * 1000) / 1000;
}
