import { writeJson, type EvalCase } from "@loopwright/core";
import type { EngineComponent, EngineRow, SummaryV3 } from "./promptfoo/summary.ts";

/**
 * Writes Promptfoo's own results, in the form that its command line writes (`.results.results` are the rows),
 * built from named keys: provider settings, rendered prompts and environment have no way in.
 */
export async function writeResultsFile(
  file: string,
  run: { version: string; summary: SummaryV3; cases: ReadonlyMap<string, EvalCase> },
): Promise<void> {
  const { version, summary, cases } = run;
  await writeJson(file, {
    evalId: null,
    results: {
      version: summary.version,
      timestamp: summary.timestamp,
      prompts: [{ raw: "{{case_id}}", label: "stored answer" }],
      results: summary.results.map((row) => stripRow(row, cases)),
      stats: summary.stats,
    },
    config: { description: "Answers scored by the gate" },
    shareableUrl: null,
    metadata: { promptfooVersion: version },
  });
}

function stripRow(row: EngineRow, cases: ReadonlyMap<string, EvalCase>) {
  const evalCase = cases.get(row.testCase.metadata.case_id);
  const { success, score, failureReason, error, namedScores, latencyMs, gradingResult } = row;
  return {
    success,
    score,
    failureReason,
    ...(error ? { error } : {}),
    latencyMs,
    namedScores,
    provider: { id: "loopwright:answers", label: "answers" },
    vars: evalCase && {
      question: evalCase.question,
      trace_id: evalCase.source_trace_id,
      trace_label: evalCase.source_trace_label,
    },
    metadata: evalCase && {
      eval_id: evalCase.eval_id,
      scoring_method: evalCase.scoring_method,
      title: evalCase.title,
    },
    response: { output: row.response?.output ?? null },
    gradingResult: gradingResult && {
      pass: gradingResult.pass,
      score: gradingResult.score,
      reason: gradingResult["reason"],
      componentResults: gradingResult.componentResults?.map(stripComponent) ?? [],
    },
  };
}

function stripComponent({ pass, score, reason, assertion, metadata }: EngineComponent) {
  const value = metadata?.["renderedAssertionValue"] ?? assertion?.["value"];
  return {
    pass,
    score,
    reason,
    assertion: assertion && { type: assertion.type, value, threshold: assertion["threshold"] },
    ...(metadata?.graderError ? { metadata: { graderError: true } } : {}),
  };
}
