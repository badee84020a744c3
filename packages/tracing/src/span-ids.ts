import { createHash } from "node:crypto";

/** An id without the prefix that the Agents SDK puts before it. */
export function stripPrefix(id: string): string {
  return id.replace(/^(trace|span)_/, "");
}

/**
 * An OpenTelemetry trace id (32 hex digits) for any id: the SDK's own without its prefix, else a hash.
 *
 * @example otelTraceId("trace_43d9b03619a9d2ed4d2f3e3fd17c8bf4") // "43d9b03619a9d2ed4d2f3e3fd17c8bf4"
 */
export function otelTraceId(id: string): string {
  return hexId(stripPrefix(id), /^[0-9a-f]{32}$/, 32);
}

/** An OpenTelemetry span id (16 hex digits) for any id: the first 16 of the SDK's 24, else a hash. */
export function otelSpanId(id: string): string {
  return hexId(stripPrefix(id), /^(?:[0-9a-f]{16}|[0-9a-f]{24})$/, 16);
}

/** All zeros means "no id" in OpenTelemetry, so such an id is hashed too. */
function hexId(id: string, native: RegExp, length: number): string {
  const digits = id.slice(0, length);
  return native.test(id) && !/^0+$/.test(digits)
    ? digits
    : createHash("sha256").update(id).digest("hex").slice(0, length);
}
