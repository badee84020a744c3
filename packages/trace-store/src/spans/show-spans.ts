import type { ShownSpan, TraceView } from "../answers.ts";
import { budgets } from "../budgets.ts";
import type { ExactSpan } from "../index/exact-span.ts";
import type { ExactJson, ExactObject } from "../json/parse-json.ts";
import { compactText, plainObject, pythonText } from "../json/write-json.ts";

/** Keys that repeat in pieces what a JSON attribute of the same span holds whole. */
const repeatedPiece = /^(?:llm\.(?:input|output)_messages|mcp\.tools)\.\p{Nd}+\./u;
const droppedKey = "__halo_dropped_flat_projections";

/** A span ready to be shown: long attributes cut, and how many bytes it takes. */
export interface CutSpan {
  readonly span: ExactSpan;
  readonly attributes: ExactObject;
  readonly bytes: number;
}

/** Cuts attributes to `cap` characters. Names, messages and resources are shown whole. */
export function cutSpan(span: ExactSpan, cap: number): CutSpan {
  const attributes = cutAttributes(span.attributes, cap);
  const record = exactRecord(span, attributes);
  return { span, attributes, bytes: Buffer.byteLength(compactText(record)) };
}

/** The span as one object, its own keys first, as the reference writes it. */
function exactRecord(span: ExactSpan, attributes: ExactObject): ExactObject {
  return new Map<string, ExactJson>([
    ["trace_id", span.traceId],
    ["span_id", span.spanId],
    ["parent_span_id", span.parentSpanId],
    ["trace_state", span.traceState],
    ["name", span.name],
    ["kind", span.kind],
    ["start_time", span.startTime],
    ["end_time", span.endTime],
    [
      "status",
      new Map([
        ["code", span.statusCode],
        ["message", span.statusMessage],
      ]),
    ],
    ["resource", new Map([["attributes", span.resource]])],
    [
      "scope",
      new Map([
        ["name", span.scopeName],
        ["version", span.scopeVersion],
      ]),
    ],
    ["attributes", attributes],
    ...span.others,
  ]);
}

/** The spans of an answer, or a summary when they exceed the budget. */
export function viewOf(
  traceId: string,
  cut: readonly CutSpan[],
  advice: (bytes: string) => string,
): TraceView {
  const total = cut.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total <= budgets.response)
    return { trace_id: traceId, spans: cut.map(shown), oversized: null };
  const sizes = cut.map(({ bytes }) => bytes).sort((a, b) => a - b);
  const figure = (value: number) => value.toLocaleString("en-US");
  return {
    trace_id: traceId,
    spans: [],
    oversized: {
      trace_id: traceId,
      span_count: cut.length,
      truncated_response_bytes: total,
      response_bytes_budget: budgets.response,
      span_response_bytes_min: sizes[0] ?? 0,
      span_response_bytes_median: sizes[Math.floor(sizes.length / 2)] ?? 0,
      span_response_bytes_max: sizes.at(-1) ?? 0,
      top_span_names: topNames(cut.map(({ span }) => span.name)),
      error_span_count: cut.filter(({ span }) => span.statusCode === "STATUS_CODE_ERROR").length,
      recommendation: advice(`${figure(total)} bytes, allowed are ${figure(budgets.response)}`),
    },
  };
}

/** What to do instead of viewing a trace that is too large. */
export function traceAdvice(sizes: string): string {
  return (
    `Too large to show whole (${sizes}); asking again gives the same. Search the trace for an error text, a tool ` +
    "name or an attribute key, then view the spans that the matches name. Search inside a single span that is " +
    "itself too large. top_span_names tells what kinds of spans there are."
  );
}

/** What to do instead of viewing spans that are too large together. */
export function spansAdvice(sizes: string): string {
  return (
    `The chosen spans are too large to show together (${sizes}). View fewer of them, or search inside those ` +
    "that are largest."
  );
}

export function shown({ span, attributes }: CutSpan): ShownSpan {
  return {
    trace_id: span.traceId,
    span_id: span.spanId,
    parent_span_id: span.parentSpanId,
    trace_state: span.traceState,
    name: span.name,
    kind: span.kind,
    start_time: span.startTime,
    end_time: span.endTime,
    status: { code: span.statusCode, message: span.statusMessage },
    resource: { attributes: plainObject(span.resource) },
    scope: { name: span.scopeName, version: span.scopeVersion },
    attributes: plainObject(attributes),
    ...plainObject(span.others),
  };
}

function cutAttributes(attributes: ExactObject, cap: number): ExactObject {
  const cut: ExactObject = new Map();
  let dropped = 0;
  for (const [key, value] of attributes) {
    if (repeatedPiece.test(key)) dropped++;
    else cut.set(key, cutValue(value, cap));
  }
  if (dropped > 0) cut.set(droppedKey, `${dropped}${droppedNote}`);
  return cut;
}

/**
 * Told to whoever reads the answer. As many bytes as the reference's own note, so that both tools measure the same
 * size for the same spans.
 */
const droppedNote =
  " attributes named llm.input_messages.N.*, llm.output_messages.N.* or mcp.tools.N.* are left out here, because " +
  "they repeat in pieces the JSON that the same span carries under llm.input_messages, " +
  "llm.output_messages or mcp.tools.listed, cut as others are.";

function cutValue(value: ExactJson, cap: number): ExactJson {
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "string") {
    const length = characters(value);
    if (length <= cap) return value;
    return `${head(value, cap)}... [HALO truncated: original ${length} chars]`;
  }
  const text = pythonText(value);
  const length = characters(text);
  if (length <= cap) return value;
  return `${head(text, cap)}... [HALO truncated: original ${length} chars; ${serialisedNote}]`;
}

/** As long as the reference's words for the same, for the reason above. */
const serialisedNote = "this attribute is no string: its JSON is shown";

/** How many code points a text has. */
export function characters(text: string): number {
  let count = text.length;
  for (let i = 0; i < text.length - 1; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0xd800 && unit <= 0xdbff) count--;
  }
  return count;
}

/** The first `count` code points. */
export function head(text: string, count: number): string {
  let at = 0;
  for (let taken = 0; taken < count && at < text.length; taken++)
    at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return text.slice(0, at);
}

/** The most frequent names; of equally frequent ones those first seen. */
function topNames(names: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).slice(0, budgets.topSpanNames);
}
