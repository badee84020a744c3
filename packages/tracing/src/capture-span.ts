import type { JsonValue } from "@loopwright/core";
import type { CapturedSpan } from "./captured-trace.ts";
import { plainJson } from "./plain-json.ts";

/** What the router reads of a span of the Agents SDK. */
export interface LiveSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId: string | null;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly error: { message: string; data?: Record<string, unknown> } | null;
  readonly spanData: { type: string };
}

/** Copies a live span. `toJSON()` would drop the fields that hold a response's messages. */
export function captureSpan(span: LiveSpan): CapturedSpan {
  return {
    id: span.spanId,
    parentId: span.parentId,
    startedAt: span.startedAt,
    endedAt: span.endedAt,
    error: captureError(span.error),
    type: span.spanData.type,
    data: recordOf(span.spanData),
  };
}

/** A JSON copy of an object; of anything else, an empty record. */
export function recordOf(value: unknown): Record<string, JsonValue> {
  const copy = plainJson(value);
  return typeof copy === "object" && copy !== null && !Array.isArray(copy) ? copy : {};
}

function captureError(error: LiveSpan["error"]): CapturedSpan["error"] {
  if (!error) return null;
  const data = plainJson(error.data);
  return { message: error.message, ...(data === undefined ? {} : { data }) };
}
