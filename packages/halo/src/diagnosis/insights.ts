import { redactSecrets, type HarnessConfig, type InsightsBySource } from "@loopwright/core";
import type { RunAnalysis } from "../analysis/analyze-runs.ts";
import type { ContextEvidence, TraceEvidence } from "../context/read-context.ts";
import { inQuotes } from "../evidence/delimit.ts";
import { factsOf } from "../evidence/span-facts.ts";

/** What each source of evidence says without a model: counted and copied, not interpreted. */
export function countedInsights(options: {
  evidence: ContextEvidence;
  harness: HarnessConfig;
}): InsightsBySource {
  const { evidence, harness } = options;
  const { traces } = evidence;
  const insights: InsightsBySource = {
    traces: [
      ...traces.map((trace) => traceLine(trace, harness)),
      ...evidence.patterns.map(
        ({ id, label, count }) =>
          `Macro evals, pattern ${id}: ${inQuotes(label)}, in ${count} run(s).`,
      ),
    ],
    human_feedback: traces.flatMap((trace) =>
      trace.humanFeedback.map((item) => `${item.id} (${item.theme}): ${inQuotes(item.summary)}`),
    ),
    llm_feedback: traces.flatMap((trace) =>
      trace.modelFeedback.map((item) => `${item.id}: ${inQuotes(item.observations.join(" "))}`),
    ),
    generated_evals: traces.flatMap((trace) =>
      trace.evals.map((item) => `${item.id} (${item.method}): ${item.title}`),
    ),
    eval_gate_results: gateLines(evidence),
    harness_config: harnessLines(evidence, harness),
  };
  return mapInsights(insights, (lines) => lines.map(redactSecrets));
}

/** Adds what the analysis found across runs: recurring patterns, and features that go with failing. */
export function analysisInsights(
  counted: InsightsBySource,
  analysis: RunAnalysis,
): InsightsBySource {
  const patterns = analysis.patterns
    .filter(({ runs }) => runs.length > 1)
    .slice(0, 10)
    .map(
      ({ kind, key, count, runs }) =>
        `${kind.replaceAll("_", " ")}, ${inQuotes(key)}: ${count} time(s) in ${runs.length} run(s).`,
    );
  const telling = analysis.lift
    .filter(({ pValue }) => pValue < 0.05)
    .slice(0, 5)
    .map(
      ({ feature, failing, passing, pValue }) =>
        `${inQuotes(feature)} was seen in ${failing.with} of ${failing.total} runs that failed an eval and in ${passing.with} of ${passing.total} that did not (adjusted p ${pValue.toPrecision(2)}).`,
    );
  return {
    ...counted,
    traces: [...counted.traces, ...patterns.map(redactSecrets)],
    eval_gate_results: [...counted.eval_gate_results, ...telling.map(redactSecrets)],
  };
}

export const noInsights: InsightsBySource = {
  traces: [],
  human_feedback: [],
  llm_feedback: [],
  generated_evals: [],
  eval_gate_results: [],
  harness_config: [],
};

/** Counted insights first, then what the model read out of each source, marked as its reading. */
export function joinInsights(counted: InsightsBySource, read: InsightsBySource): InsightsBySource {
  return mapInsights(counted, (lines, source) => [
    ...lines,
    ...read[source]
      .filter((line) => line.trim() !== "")
      .map((line) => `The model's reading: ${redactSecrets(line)}`),
  ]);
}

function traceLine(trace: TraceEvidence, harness: HarnessConfig): string {
  const facts = factsOf(trace, harness);
  const count = (kind: string) => facts.filter((fact) => fact.kind === kind).length;
  const effort = facts.find((fact) => fact.kind === "effort")?.text ?? "";
  const notable = [
    ...(count("span_failed") > 0 ? [`${count("span_failed")} failed spans`] : []),
    ...(count("tool_reported_problem") > 0
      ? [`${count("tool_reported_problem")} tool calls that reported a problem`]
      : []),
    ...facts
      .filter((fact) => /^(tool_use|tool_never_called|artifacts_missing)$/.test(fact.kind))
      .map((fact) => fact.text),
  ];
  return [`${trace.label || trace.traceId}: ${effort}`, ...notable].join("; ");
}

function gateLines({ gate, traces }: ContextEvidence): string[] {
  const rows = traces.flatMap((trace) => trace.gateRows);
  return [
    ...(gate
      ? [
          `Verdict ${gate.verdict}: ${gate.passed} of ${gate.total} passed, ${gate.failed} failed, ${gate.errored} could not be judged.`,
        ]
      : ["The evals were not run."]),
    ...rows
      .filter((row) => row.outcome !== "passed")
      .map((row) => `${row.id} ${row.outcome} on ${row.label}: ${inQuotes(row.explanation)}`),
  ];
}

function harnessLines(evidence: ContextEvidence, harness: HarnessConfig): string[] {
  const { version } = harness.eval_metadata;
  const ran = evidence.harness;
  return [
    `${harness.name} ${version}: ${harness.files.length} files, ${harness.required_artifacts.length} required artifacts, ${harness.guidance.length} conditional guidance files, runtime tools ${harness.tool_policy.runtime_tools.join(", ") || "none"}.`,
    ...(ran && ran.contentHash !== "" && ran.contentHash !== harness.content_hash
      ? [
          `The runs were made with harness ${ran.version} (${ran.contentHash.slice(0, 12)}); the files compared here are ${version} (${harness.content_hash.slice(0, 12)}).`,
        ]
      : []),
  ];
}

function mapInsights(
  insights: InsightsBySource,
  change: (lines: readonly string[], source: keyof InsightsBySource) => string[],
): InsightsBySource {
  return {
    traces: change(insights.traces, "traces"),
    human_feedback: change(insights.human_feedback, "human_feedback"),
    llm_feedback: change(insights.llm_feedback, "llm_feedback"),
    generated_evals: change(insights.generated_evals, "generated_evals"),
    eval_gate_results: change(insights.eval_gate_results, "eval_gate_results"),
    harness_config: change(insights.harness_config, "harness_config"),
  };
}
