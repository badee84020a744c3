import type { GateRow } from "@loopwright/core";
import { describe, expect, it } from "vitest";
import { labelRow } from "./label-row.ts";
import type { RubricName } from "./rubrics.ts";
import type { TraceBundle } from "../bundle/trace-bundle.ts";
import { bundleOf } from "../fixtures/small-bundle.ts";

const bundle: TraceBundle = bundleOf("awaiting_review");

function graded(rows: Partial<Record<RubricName, [GateRow["outcome"], number]>>) {
  return new Map(
    Object.entries(rows).map(([name, [outcome, score]]) => [
      rubricNamed(name),
      {
        eval_id: name,
        title: name,
        trace_id: "",
        trace_label: "",
        outcome,
        passed: outcome === "passed",
        score,
        explanation: "",
        checks: [{ type: "llm-rubric", passed: outcome === "passed", score, reason: `${name}?` }],
      },
    ]),
  );
}

function rubricNamed(name: string): RubricName {
  if (name === "market_drift_awareness" || name === "review_appropriateness") return name;
  return "final_decision_quality";
}

describe("a label", () => {
  it("fails when one rubric fails, and names the worst", () => {
    const label = labelRow(
      bundle,
      graded({
        final_decision_quality: ["failed", 0.84],
        review_appropriateness: ["failed", 0.6],
        market_drift_awareness: ["passed", 0.9],
      }),
    );
    expect(label).toMatchObject({
      run_id: "run-0001",
      run_outcome: "review_needed",
      promptfoo_pass: false,
      promptfoo_score_mean: 0.78,
      promptfoo_failed_checks: ["final_decision_quality", "review_appropriateness"],
      promptfoo_primary_finding: "review_appropriateness",
      promptfoo_rationales: { market_drift_awareness: "market_drift_awareness?" },
    });
  });

  it("leaves out a rubric that could not be decided, and itself when none could", () => {
    const one = labelRow(
      bundle,
      graded({ final_decision_quality: ["errored", 0], review_appropriateness: ["passed", 0.9] }),
    );
    expect(one?.promptfoo_check_scores).toEqual({ review_appropriateness: 0.9 });
    expect(one?.promptfoo_primary_finding).toBe("none");
    expect(labelRow(bundle, graded({ final_decision_quality: ["errored", 0] }))).toBeUndefined();
  });
});
