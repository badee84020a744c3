import type { JsonValue, SpanRecord } from "@loopwright/core";
import {
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  type Attributes,
  type AttributeValue,
  type HrTime,
  type SpanContext,
} from "@opentelemetry/api";
import { hrTimeDuration } from "@opentelemetry/core";
import { resourceFromAttributes, type Resource } from "@opentelemetry/resources";
import type { ReadableSpan, TimedEvent } from "@opentelemetry/sdk-trace-base";
import { z } from "zod";
import { otelSpanId, otelTraceId } from "./span-ids.ts";
import { nineDigits } from "./span-times.ts";

/**
 * Turns span records into finished OpenTelemetry spans that any exporter or span processor of
 * `@opentelemetry/sdk-trace-base` 2.x takes, with the same ids, parents and times. Records from elsewhere
 * with other ids get OpenTelemetry ids. An error becomes an `exception` event too.
 *
 * @example exporter.export(toReadableSpans(records), ({ code }) => …)
 */
export function toReadableSpans(records: readonly SpanRecord[]): ReadableSpan[] {
  const resources = new Map<SpanRecord["resource"], Resource>();
  return records.map((record) => {
    const resource = resources.get(record.resource) ?? resourceOf(record);
    resources.set(record.resource, resource);
    return readableSpan(record, resource);
  });
}

function readableSpan(record: SpanRecord, resource: Resource): ReadableSpan {
  const startTime = hrTimeOf(record.start_time);
  const endTime = hrTimeOf(record.end_time);
  const context = spanContext(record.trace_id, record.span_id);
  return {
    name: record.name,
    kind: kinds.get(record.kind) ?? SpanKind.INTERNAL,
    spanContext: () => context,
    ...(record.parent_span_id === ""
      ? {}
      : { parentSpanContext: spanContext(record.trace_id, record.parent_span_id) }),
    startTime,
    endTime,
    duration: hrTimeDuration(startTime, endTime),
    ended: true,
    status: statusOf(record),
    attributes: otelAttributes(record.attributes),
    links: [],
    events: exceptionEvents(record, endTime),
    resource,
    instrumentationScope: record.scope,
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}

const kinds = new Map<string, SpanKind>([
  ["SPAN_KIND_INTERNAL", SpanKind.INTERNAL],
  ["SPAN_KIND_SERVER", SpanKind.SERVER],
  ["SPAN_KIND_CLIENT", SpanKind.CLIENT],
  ["SPAN_KIND_PRODUCER", SpanKind.PRODUCER],
  ["SPAN_KIND_CONSUMER", SpanKind.CONSUMER],
]);

/** Exporters drop spans that are not marked as sampled. */
function spanContext(traceId: string, spanId: string): SpanContext {
  return {
    traceId: otelTraceId(traceId),
    spanId: otelSpanId(spanId),
    traceFlags: TraceFlags.SAMPLED,
  };
}

/** Seconds and nanoseconds, both whole, so no digit is lost. */
function hrTimeOf(time: string): HrTime {
  const exact = nineDigits(time);
  const seconds = Date.parse(`${exact.slice(0, 19)}Z`) / 1000;
  return [seconds, Number(exact.slice(20, 29))];
}

const statusCodes = {
  STATUS_CODE_UNSET: SpanStatusCode.UNSET,
  STATUS_CODE_OK: SpanStatusCode.OK,
  STATUS_CODE_ERROR: SpanStatusCode.ERROR,
} as const;

function statusOf({ status }: SpanRecord): ReadableSpan["status"] {
  const code = statusCodes[status.code];
  return status.message === "" ? { code } : { code, message: status.message };
}

function exceptionEvents(record: SpanRecord, time: HrTime): TimedEvent[] {
  const message = record.attributes["exception.message"];
  if (typeof message !== "string") return [];
  const type = record.attributes["exception.type"];
  return [
    {
      name: "exception",
      time,
      attributes: {
        "exception.message": message,
        ...(typeof type === "string" ? { "exception.type": type } : {}),
      },
    },
  ];
}

function resourceOf(record: SpanRecord): Resource {
  return resourceFromAttributes(otelAttributes(record.resource.attributes));
}

function otelAttributes(values: Record<string, JsonValue>): Attributes {
  const attributes: Attributes = {};
  for (const [key, value] of Object.entries(values)) {
    const allowed = lists.has(key)
      ? (listOf(value) ?? attributeValue(value))
      : attributeValue(value);
    if (allowed !== undefined) attributes[key] = allowed;
  }
  return attributes;
}

/** Attributes that the GenAI conventions define as lists; records hold them as JSON. */
const lists = new Set(["gen_ai.response.finish_reasons"]);

function listOf(value: JsonValue): string[] | undefined {
  const parsed = z.preprocess(parseText, z.array(z.string())).safeParse(value);
  return parsed.data;
}

function parseText(value: unknown): unknown {
  try {
    return typeof value === "string" ? JSON.parse(value) : value;
  } catch {
    return value;
  }
}

/** OpenTelemetry attributes hold scalars and lists of strings; other values travel as JSON. */
function attributeValue(value: JsonValue): AttributeValue | undefined {
  if (value === null) return undefined;
  if (typeof value !== "object") return value;
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value;
  return JSON.stringify(value);
}
