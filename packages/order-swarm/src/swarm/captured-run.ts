import type { JsonValue } from "@loopwright/core";

/** One span of the Agents SDK as a trace processor copied it. `@loopwright/tracing` hands over this shape. */
export interface RunSpan {
  id: string;
  parentId: string | null;
  startedAt: string | null;
  endedAt: string | null;
  error: { message: string; data?: JsonValue } | null;
  type: string;
  data: Record<string, JsonValue>;
}

/** All spans of one run, in the order in which they ended. */
export interface RunTrace {
  traceId: string;
  workflowName: string | null;
  groupId: string | null;
  metadata: Record<string, JsonValue>;
  spans: RunSpan[];
  complete: boolean;
}

/** Hands over the spans of a run that has settled; injected, because the trace processor is the app's. */
export type CollectTrace = (traceId: string) => Promise<RunTrace>;
