import type {
  AgentRun,
  BehaviorPattern,
  EvalCase,
  GateResult,
  HarnessConfig,
  HumanFeedback,
  ModelFeedback,
  SpanRecord,
} from "@loopwright/core";
import { addPatterns } from "./add-patterns.ts";
import { toIndexName } from "./attributes.ts";
import { refuseRepeatedIds } from "./repeated-ids.ts";
import {
  evalSpan,
  gateRowSpan,
  gateSummarySpan,
  harnessSpan,
  humanFeedbackSpan,
  modelFeedbackSpan,
} from "./signal-spans.ts";
import { ownTraceId } from "./synthetic-span.ts";
import { firstText, latestEnd, placesOf, type TracePlace } from "./trace-place.ts";

export interface BuildContextOptions {
  /** The runtime spans, as they were exported. */
  spans: readonly SpanRecord[];
  harness: HarnessConfig;
  runs: readonly AgentRun[];
  humanFeedback: readonly HumanFeedback[];
  modelFeedback: readonly ModelFeedback[];
  evals: readonly EvalCase[];
  gate: GateResult;
  /** Behaviours that macro evals found over these runs or a greater population. */
  patterns?: readonly BehaviorPattern[];
  /** Resource of the two traces that belong to no run. Default: that of the first runtime span. */
  resource?: SpanRecord["resource"];
}

/**
 * The optimization context: the runtime spans unchanged, and after them everything that is known about the
 * runs as synthetic spans. Feedback, evals and gate rows sit on their source trace, stamped at its end; the
 * harness and the gate's summary get a trace each, patterns one together. Five runs give seven traces. Ids depend on
 * content alone.
 *
 * @throws LoopError `evidence_unresolved` when a signal or run names a trace that has no spans, `bad_input`
 *   when two signals of a kind share an id, so that nobody could cite either
 * @example await writeJsonl("halo_optimization_context.jsonl", buildContext({ spans, harness, runs, humanFeedback, modelFeedback, evals, gate }))
 */
export function buildContext(options: BuildContextOptions): SpanRecord[] {
  const {
    spans,
    harness,
    runs,
    humanFeedback,
    modelFeedback,
    evals,
    gate,
    patterns = [],
  } = options;
  const fallback = placeOfItsOwn(options);
  const placeOf = placesOf({ spans, fallback });
  const runOf = new Map(runs.map((run) => [run.trace_id, run]));
  for (const run of runs) placeOf({ traceId: run.trace_id, what: `run ${run.trace_label}` });

  const synthetic = [
    harnessSpan(harness, {
      ...fallback,
      traceId: ownTraceId(["harness.config", harness.content_hash]),
    }),
    ...humanFeedback.map((item) =>
      humanFeedbackSpan(
        item,
        placeOf({ traceId: item.trace_id, what: `feedback ${item.feedback_id}` }),
      ),
    ),
    ...modelFeedback.map((item) =>
      modelFeedbackSpan(
        item,
        placeOf({ traceId: item.trace_id, what: `insight ${item.insight_id}` }),
      ),
    ),
    ...evals.map((item) =>
      evalSpan(item, placeOf({ traceId: item.source_trace_id, what: `eval ${item.eval_id}` })),
    ),
    ...gate.rows.map((row) =>
      gateRowSpan(
        row,
        runOf.get(row.trace_id),
        placeOf({ traceId: row.trace_id, what: `gate row ${row.eval_id}` }),
      ),
    ),
    gateSummarySpan(gate, {
      ...fallback,
      traceId: ownTraceId(["eval_gate.summary", JSON.stringify(gate.rows)]),
    }),
  ];
  refuseRepeatedIds({
    feedback_id: humanFeedback.map((item) => item.feedback_id),
    insight_id: modelFeedback.map((item) => item.insight_id),
    eval_id: evals.map((item) => item.eval_id),
    "gate row eval_id": gate.rows.map((row) => row.eval_id),
  });
  const context = [...spans, ...synthetic];
  return patterns.length === 0 ? context : addPatterns({ context, patterns });
}

/** What a span of a trace of its own takes over: the last moment of the runs, and their project. */
function placeOfItsOwn({ spans, harness, resource }: BuildContextOptions): TracePlace {
  return {
    traceId: "",
    parentSpanId: "",
    time: latestEnd(spans) ?? "1970-01-01T00:00:00.000000000Z",
    resource: resource ?? spans[0]?.resource ?? { attributes: { "service.name": "loopwright" } },
    projectId: firstText(spans, "inference.project_id") ?? "loopwright",
    agentName: toIndexName(harness.name),
  };
}
