import { createHash } from "node:crypto";

/**
 * The trace id of a labelled run: the first 32 hex digits of sha256(label). The same label gives the same
 * id on every machine, so that feedback written for one run finds its successor.
 *
 * @example traceIdOf("trace-01") // "43d9b03619a9d2ed4d2f3e3fd17c8bf4"
 */
export function traceIdOf(label: string): string {
  return createHash("sha256").update(label).digest("hex").slice(0, 32);
}

/** The same id with the prefix that the Agents SDK puts before it. */
export function sdkTraceIdOf(label: string): string {
  return `trace_${traceIdOf(label)}`;
}
