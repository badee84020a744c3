import type { SpanRecord } from "@loopwright/core";
import type { TraceEvidence } from "../../context/read-context.ts";
import { isKind, kindFilter } from "../../evidence/span-kind.ts";
import { decodeJson } from "../../evidence/texts.ts";
import type { Observation } from "./observation.ts";

/**
 * What the recording of a run lost: tool calls without a span, model calls without their messages, parents that
 * nobody exported. Whatever is judged from such a trace is judged from a part of it.
 */
export function recordingIn(trace: TraceEvidence): Observation[] {
  const models = trace.spans.filter((span) => isKind(span, "LLM"));
  return [
    ...unrecordedCalls(trace, models),
    ...unrecordedMessages(trace, models),
    ...missingParents(trace),
  ];
}

/** Messages tell which tools the model called; each call should have left a span. */
function unrecordedCalls(trace: TraceEvidence, models: readonly SpanRecord[]): Observation[] {
  const recorded = trace.spans.filter((span) => isKind(span, "TOOL")).length;
  // With a call for each turn little can have been lost, and reading the messages costs time.
  if (recorded >= models.length) return [];
  const asked = models.flatMap((span) => callsIn(span.attributes["llm.output_messages"])).length;
  if (asked === 0 || recorded * 2 > asked) return [];
  return [
    {
      kind: "calls_unrecorded",
      key: "tool calls",
      traceId: trace.traceId,
      claim: {
        text: `The model's messages ask for ${asked} tool calls; ${recorded} were recorded.`,
        about: trace.traceId,
        evidence: [countOf(trace, recorded, [kindFilter(trace.spans, "TOOL")])],
      },
    },
  ];
}

function unrecordedMessages(trace: TraceEvidence, models: readonly SpanRecord[]): Observation[] {
  const silent = models.every(
    (span) => !("llm.output_messages" in span.attributes) && !hasFlatMessages(span),
  );
  if (models.length === 0 || !silent) return [];
  return [
    {
      kind: "messages_unrecorded",
      key: "messages",
      traceId: trace.traceId,
      claim: {
        text: `None of the run's ${models.length} model calls was recorded with what the model said.`,
        about: trace.traceId,
        evidence: [
          countOf(trace, models.length, [kindFilter(trace.spans, "LLM")]),
          countOf(trace, 0, [{ key: "llm.output_messages", match: "contains", value: "role" }]),
        ],
      },
    },
  ];
}

function missingParents(trace: TraceEvidence): Observation[] {
  const known = new Set(trace.spans.map((span) => span.span_id));
  const orphans = trace.spans.filter(
    (span) => span.parent_span_id !== "" && !known.has(span.parent_span_id),
  );
  if (orphans.length === 0) return [];
  return [
    {
      kind: "parents_missing",
      key: "parents",
      traceId: trace.traceId,
      claim: {
        text: `${orphans.length} of ${trace.spans.length} spans name a parent that was not recorded.`,
        about: trace.traceId,
        evidence: orphans
          .slice(0, 2)
          .map((span) => ({ ref: `span:${span.span_id}`, quote: null, count: null, filter: null })),
      },
    },
  ];
}

function callsIn(messages: unknown): unknown[] {
  const list = typeof messages === "string" ? decodeJson(messages) : undefined;
  if (!Array.isArray(list)) return [];
  return list.flatMap((message) => {
    if (typeof message !== "object" || message === null || Array.isArray(message)) return [];
    const calls = message["tool_calls"];
    return Array.isArray(calls) ? calls : [];
  });
}

function hasFlatMessages(span: SpanRecord): boolean {
  for (const key in span.attributes)
    if (/^(?:llm\.output_messages\.|gen_ai\.(?:output|completion))/.test(key)) return true;
  return false;
}

function countOf(
  trace: TraceEvidence,
  count: number,
  filter: { key: string; match: "equals" | "contains"; value: string }[],
) {
  return { ref: `trace:${trace.traceId}`, quote: null, count, filter };
}
