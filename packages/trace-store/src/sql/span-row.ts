import type { ExactSpan } from "../index/exact-span.ts";
import { isNumber, type ExactJson } from "../json/parse-json.ts";
import { durationMs, scalarNumber, scalarText } from "../spans/field-values.ts";

/**
 * A span as a row of a database: what questions filter and group by in columns of their own, the line itself in
 * `raw`, so that views and searches see what stands in the file. Empty text stands for none, except in
 * `service_name`.
 */
export interface SpanRow {
  /** Place among all spans of the store, from 0. */
  ordinal: number;
  trace_id: string;
  span_id: string;
  parent_span_id: string;
  name: string;
  kind: string;
  start_time: string;
  end_time: string;
  status_code: string;
  status_message: string;
  scope_name: string;
  service_name: string | null;
  model_name: string;
  agent_name: string;
  agent_id: string;
  project_id: string;
  is_error: boolean;
  is_tool: boolean;
  input_tokens: bigint;
  output_tokens: bigint;
  duration_ms: number | null;
  raw: string;
  raw_bytes: number;
  /** `attributes.KEY` and `resource.KEY` to the text of the value, where it is a string, number or truth value. */
  texts: [field: string, text: string][];
  numbers: [field: string, number: number][];
}

/** The row of a span, by the same rules as the index. */
export function spanRow(span: ExactSpan, raw: Uint8Array, ordinal: number): SpanRow {
  const { attributes } = span;
  const service = span.resource.get("service.name");
  return {
    ordinal,
    trace_id: span.traceId,
    span_id: span.spanId,
    parent_span_id: span.parentSpanId,
    name: span.name,
    kind: span.kind,
    start_time: span.startTime,
    end_time: span.endTime,
    status_code: span.statusCode,
    status_message: span.statusMessage,
    scope_name: span.scopeName,
    service_name: typeof service === "string" ? service : null,
    model_name: firstTrue(
      attributes.get("inference.llm.model_name"),
      attributes.get("llm.model_name"),
    ),
    agent_name: firstTrue(attributes.get("inference.agent_name")),
    agent_id: firstTrue(attributes.get("inference.agent_id"), attributes.get("agent.id")),
    project_id: firstTrue(attributes.get("inference.project_id")),
    is_error: span.statusCode === "STATUS_CODE_ERROR",
    is_tool: attributes.get("openinference.span.kind") === "TOOL",
    input_tokens: integerOf(attributes.get("inference.llm.input_tokens")),
    output_tokens: integerOf(attributes.get("inference.llm.output_tokens")),
    duration_ms: durationMs(span.startTime, span.endTime),
    raw: Buffer.from(raw.buffer, raw.byteOffset, raw.length).toString("utf8"),
    raw_bytes: raw.length,
    texts: [...fieldsOf(span, scalarText)],
    numbers: [...fieldsOf(span, scalarNumber)],
  };
}

/** The first value that Python takes for true, when it is text. */
function firstTrue(...values: (ExactJson | undefined)[]): string {
  const value = values.find(isTrue);
  return typeof value === "string" ? value : "";
}

function isTrue(value: ExactJson | undefined): boolean {
  if (value === undefined || value === null || typeof value !== "object") return Boolean(value);
  if (Array.isArray(value)) return value.length > 0;
  return isNumber(value) ? Number(value.number) !== 0 : value.size > 0;
}

/** What a 128-bit column holds. */
const largest = 10n ** 37n;

function integerOf(value: ExactJson | undefined): bigint {
  if (value === true) return 1n;
  if (value === undefined || value === null || typeof value !== "object" || !isNumber(value))
    return 0n;
  if (!value.integer) return 0n;
  const integer = BigInt(value.number);
  return integer > largest ? largest : integer < -largest ? -largest : integer;
}

function* fieldsOf<Value>(
  span: ExactSpan,
  read: (value: ExactJson) => Value | null,
): Generator<[field: string, value: Value]> {
  for (const [owner, values] of [
    ["attributes", span.attributes],
    ["resource", span.resource],
  ] as const)
    for (const [key, value] of values) {
      const found = read(value);
      if (found !== null) yield [`${owner}.${key}`, found];
    }
}
