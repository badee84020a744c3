import { createHash } from "node:crypto";
import { JsonValue } from "@loopwright/core";
import { z } from "zod";

/** A `fetch`, as clients take it. */
export type Fetch = (
  this: void,
  input: string | URL | Request,
  init?: RequestInit,
) => Promise<Response>;

/** One line of a recording: a request without its headers, and what came back. */
export const RecordedExchange = z.object({
  /** Hash of method, path and body; key order in the body does not matter. */
  key: z.string(),
  method: z.string(),
  path: z.string(),
  request: JsonValue,
  status: z.int(),
  headers: z.record(z.string(), z.string()),
  /** As text, a stream's events included. */
  body: z.string(),
});
export type RecordedExchange = z.infer<typeof RecordedExchange>;

export interface RecordedRequest {
  key: string;
  method: string;
  path: string;
  request: JsonValue;
}

/** What of a request counts when one is looked up. */
export function recordedRequest(call: {
  method: string;
  url: string;
  text: string;
}): RecordedRequest {
  const path = new URL(call.url).pathname;
  const request = jsonOrText(call.text);
  const key = createHash("sha256")
    .update(`${call.method} ${path}\n${JSON.stringify(inKeyOrder(request))}`)
    .digest("hex");
  return { key, method: call.method, path, request };
}

function jsonOrText(text: string): JsonValue {
  if (text === "") return null;
  try {
    return JsonValue.parse(JSON.parse(text));
  } catch {
    return text;
  }
}

function inKeyOrder(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(inKeyOrder);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]) => [key, inKeyOrder(part)]));
}
