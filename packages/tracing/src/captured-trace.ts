import type { JsonValue } from "@loopwright/core";

/** One span as the Agents SDK reported it, copied when it ended. */
export interface CapturedSpan {
  /** The SDK's own id: `span_` and 24 hex digits. */
  id: string;
  parentId: string | null;
  /** ISO 8601 with milliseconds. */
  startedAt: string | null;
  /** `null` for a span that was still open when the trace was collected. */
  endedAt: string | null;
  error: { message: string; data?: JsonValue } | null;
  /** `agent`, `response`, `function`, … */
  type: string;
  /** The span's data with its private fields, so also `_input` and `_response` of a response span. */
  data: Record<string, JsonValue>;
}

/** Everything the SDK reported under one trace id, in the order in which spans ended. */
export interface CapturedTrace {
  /** As the SDK names it: `trace_` and 32 hex digits. */
  traceId: string;
  workflowName: string | null;
  groupId: string | null;
  metadata: Record<string, JsonValue>;
  spans: CapturedSpan[];
  /** False when a span was still open after the time limit, or nothing was captured at all. */
  complete: boolean;
}
