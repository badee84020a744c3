import type { Diagnosis } from "@loopwright/core";
import { analyzeEvidence, evidenceIn, type AnalyzeRunsOptions } from "../analysis/analyze-runs.ts";
import { citablesOf } from "../evidence/citables.ts";
import { checkRecommendation } from "./check-recommendation.ts";
import { analysisInsights, countedInsights, noInsights, joinInsights } from "./insights.ts";
import { settleRecommendations, summaryOf } from "./settle.ts";

export interface DiagnoseRunsOptions extends AnalyzeRunsOptions {
  /** Whether scripted models made the runs; carried into the diagnosis. Default false. */
  simulated?: boolean;
}

/**
 * The diagnosis that needs no model: what `analyzeRuns` finds, every reference looked up in the raw material
 * like a model's would be.
 *
 * @throws LoopError `bad_input` when the context holds no run
 * @example await writeHandoff({ dir, diagnosis: diagnoseRuns({ context, harness }) })
 */
export function diagnoseRuns(options: DiagnoseRunsOptions): Diagnosis {
  const { context, harness, simulated = false } = options;
  const evidence = evidenceIn(context);
  const analysis = analyzeEvidence({ evidence, harness });
  const citables = citablesOf({ evidence, harness });
  const checked = analysis.drafts.map((draft) => checkRecommendation({ draft, citables }));
  const settled = settleRecommendations(checked);
  return {
    summary: summaryOf({ evidence, words: "", settled }),
    recommendations: settled.recommendations,
    insights: joinInsights(
      analysisInsights(countedInsights({ evidence, harness }), analysis),
      noInsights,
    ),
    refused: settled.refused,
    evidence: settled.evidence,
    harness_version: harness.eval_metadata.version,
    harness_hash: harness.content_hash,
    simulated,
  };
}
