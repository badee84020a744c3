import type { ExactSpan } from "../index/exact-span.ts";
import { type ExactJson, isNumber } from "../json/parse-json.ts";

/** The text of a field to group by: strings as they are, numbers and truth values as JSON; null for all else. */
export function fieldText(span: ExactSpan, field: string): string | null {
  const own = ownField(span, field);
  if (own !== undefined) return own;
  return scalarText(attributeOf(span, field));
}

/** The number in a field, or null when it holds none. `duration_ms` is computed from the times. */
export function fieldNumber(span: ExactSpan, field: string): number | null {
  if (field === "duration_ms") return durationMs(span.startTime, span.endTime);
  return scalarNumber(attributeOf(span, field));
}

/** The text of a value that is a string, a number or a truth value. */
export function scalarText(value: ExactJson | undefined): string | null {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return String(value);
  if (value === undefined || value === null || !isNumber(value)) return null;
  return value.number;
}

/** The value when it is a number that JSON can hold. */
export function scalarNumber(value: ExactJson | undefined): number | null {
  if (value === undefined || value === null || typeof value !== "object" || !isNumber(value))
    return null;
  const number = Number(value.number);
  return Number.isFinite(number) ? number : null;
}

function ownField(span: ExactSpan, field: string): string | undefined {
  switch (field) {
    case "trace_id":
      return span.traceId;
    case "name":
      return span.name;
    case "kind":
      return span.kind;
    case "status.code":
      return span.statusCode;
    case "status.message":
      return span.statusMessage;
    case "scope.name":
      return span.scopeName;
    default:
      return undefined;
  }
}

function attributeOf(span: ExactSpan, field: string): ExactJson | undefined {
  const at = field.indexOf(".");
  const owner = field.startsWith("resource.") ? span.resource : span.attributes;
  return owner.get(field.slice(at + 1));
}

const timeForm = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/;

/** Milliseconds between two times in ISO form, exact to a microsecond; null when one has another form. */
export function durationMs(start: string, end: string): number | null {
  const [from, to] = [microseconds(start), microseconds(end)];
  return from === null || to === null ? null : (to - from) / 1000;
}

function microseconds(time: string): number | null {
  const match = timeForm.exec(time);
  if (!match) return null;
  const [, seconds = "", fraction = "", zone = "Z"] = match;
  const whole = Date.parse(`${seconds}${zone}`);
  if (Number.isNaN(whole)) return null;
  return whole * 1000 + Math.round(Number(fraction.padEnd(9, "0")) / 1000);
}
