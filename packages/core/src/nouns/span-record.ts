import { z } from "zod";

/** Any JSON value; attributes of a span may hold all of them. */
export const JsonValue: z.ZodType<JsonValue> = z.json();
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | JsonValue[]
  | { [key: string]: JsonValue };

/** How a span ended, in OpenTelemetry's words; `message` says why for an error. */
export const SpanStatus = z.strictObject({
  code: z.enum(["STATUS_CODE_UNSET", "STATUS_CODE_OK", "STATUS_CODE_ERROR"]),
  message: z.string().default(""),
});

/**
 * One span as a HALO line holds it: every key present, no nulls at the top level, times in UTC with nine
 * fractional digits. Written by `tracing` and `halo`; read leniently by whoever takes outside traces.
 */
export const SpanRecord = z.object({
  trace_id: z.string(),
  span_id: z.string(),
  /** Empty for a root span. */
  parent_span_id: z.string().default(""),
  trace_state: z.string().default(""),
  name: z.string(),
  /** `SPAN_KIND_CLIENT` for model calls, else `SPAN_KIND_INTERNAL`. */
  kind: z.string(),
  /** `2026-01-31T09:30:00.123456000Z` */
  start_time: z.string(),
  end_time: z.string(),
  status: SpanStatus,
  resource: z.strictObject({ attributes: z.record(z.string(), JsonValue) }),
  scope: z.strictObject({ name: z.string(), version: z.string().default("") }),
  attributes: z.record(z.string(), JsonValue),
});
export type SpanRecord = z.infer<typeof SpanRecord>;
