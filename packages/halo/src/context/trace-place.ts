import { LoopError, type SpanRecord } from "@loopwright/core";

/** Where in a trace a synthetic span goes, and what it takes over from its neighbours. */
export interface TracePlace {
  traceId: string;
  /** The trace's root; empty when the span is a root itself. */
  parentSpanId: string;
  /** The end of the trace: a signal is stamped there, so that it stretches no duration. */
  time: string;
  resource: SpanRecord["resource"];
  projectId: string;
  agentName: string;
}

/** Looks up the place of a trace; `what` names the signal that wants to go there. */
export type PlaceOf = (options: { traceId: string; what: string }) => TracePlace;

/**
 * Indexes the runtime spans by trace.
 *
 * @throws LoopError (from the returned function) `evidence_unresolved` when a signal names a trace without spans
 */
export function placesOf(options: { spans: readonly SpanRecord[]; fallback: TracePlace }): PlaceOf {
  const byTrace = spansByTrace(options.spans);
  return ({ traceId, what }) => {
    const spans = byTrace.get(traceId);
    if (!spans)
      throw new LoopError(
        "evidence_unresolved",
        `${what}: its source trace ${traceId} is not among the exported spans; ` +
          "export that run's trace, or leave the signal out",
      );
    return placeIn(traceId, spans, options.fallback);
  };
}

function placeIn(traceId: string, spans: readonly SpanRecord[], fallback: TracePlace): TracePlace {
  const root = rootOf(spans);
  return {
    traceId,
    parentSpanId: root?.span_id ?? "",
    time: latestEnd(spans) ?? fallback.time,
    resource: root?.resource ?? fallback.resource,
    projectId: firstText(spans, "inference.project_id") ?? fallback.projectId,
    agentName: firstText(spans, "inference.agent_name") ?? fallback.agentName,
  };
}

function rootOf(spans: readonly SpanRecord[]): SpanRecord | undefined {
  return spans.filter((span) => span.parent_span_id === "").toSorted(bySpanStart)[0];
}

/** Spans by trace id, both in the order in which they first appear. */
export function spansByTrace(spans: readonly SpanRecord[]): Map<string, SpanRecord[]> {
  const byTrace = new Map<string, SpanRecord[]>();
  for (const span of spans) {
    const known = byTrace.get(span.trace_id);
    if (known) known.push(span);
    else byTrace.set(span.trace_id, [span]);
  }
  return byTrace;
}

/** Times have one format, so that their order as text is their order in time. */
export function latestEnd(spans: readonly SpanRecord[]): string | undefined {
  return spans.map((span) => span.end_time).toSorted((a, b) => compare(b, a))[0];
}

export function firstText(spans: readonly SpanRecord[], key: string): string | undefined {
  for (const span of spans) {
    const value = span.attributes[key];
    if (typeof value === "string" && value !== "") return value;
  }
  return undefined;
}

/** Orders spans by when they began. */
export function bySpanStart(a: SpanRecord, b: SpanRecord): number {
  return compare(a.start_time, b.start_time);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
