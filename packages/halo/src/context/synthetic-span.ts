import { createHash } from "node:crypto";
import type { SpanRecord } from "@loopwright/core";
import { toAttributes, type AttributeDraft } from "./attributes.ts";
import type { TracePlace } from "./trace-place.ts";

/** Scope of the spans that no agent emitted: what people, models and the gate said about a run. */
export const signalScope = { name: "loopwright-optimization-context", version: "1" } as const;

export type SignalKind =
  | "HARNESS_CONFIG"
  | "HUMAN_FEEDBACK"
  | "LLM_FEEDBACK"
  | "EVAL"
  | "EVAL_RESULT"
  | "BEHAVIOR_PATTERN";

/** One signal as a span. `key` makes its id, together with name and trace: the same signal, the same id. */
export function syntheticSpan(options: {
  name: string;
  kind: SignalKind;
  key: string;
  source: string;
  place: TracePlace;
  attributes: AttributeDraft;
}): SpanRecord {
  const { name, kind, key, source, place, attributes } = options;
  return {
    trace_id: place.traceId,
    span_id: hashOf([name, place.traceId, key]).slice(0, 16),
    parent_span_id: place.parentSpanId,
    trace_state: "",
    name,
    kind: "SPAN_KIND_INTERNAL",
    start_time: place.time,
    end_time: place.time,
    status: { code: "STATUS_CODE_OK", message: "" },
    resource: place.resource,
    scope: signalScope,
    attributes: toAttributes({
      "openinference.span.kind": kind,
      "inference.export.schema_version": 1,
      "inference.project_id": place.projectId,
      // Strict readers know no other kind for spans that are not model or tool calls.
      "inference.observation_kind": "SPAN",
      "inference.agent_name": place.agentName,
      "optimizer.signal_source": source,
      ...attributes,
    }),
  };
}

/** A trace of its own for a signal that belongs to no run. */
export function ownTraceId(parts: readonly string[]): string {
  return hashOf(parts).slice(0, 32);
}

function hashOf(parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
