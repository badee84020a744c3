import { messageOf } from "@loopwright/core";
import { type ExactJson, type ExactObject, isNumber, parseJson } from "../json/parse-json.ts";
import { attributeFacts, createFacts, Fact, Kind, type SpanFacts } from "./span-facts.ts";

/** A span as its line says it, nothing lost; optional keys have their defaults. */
export interface ExactSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly traceState: string;
  readonly name: string;
  readonly kind: string;
  readonly startTime: string;
  readonly endTime: string;
  readonly statusCode: string;
  readonly statusMessage: string;
  readonly resource: ExactObject;
  readonly attributes: ExactObject;
  readonly scopeName: string;
  readonly scopeVersion: string;
  /** Top-level keys beyond those of the format, as they came. */
  readonly others: ExactObject;
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The line as text, or undefined when it is not UTF-8. */
export function decodeLine(line: Uint8Array): string | undefined {
  try {
    return decoder.decode(line);
  } catch {
    return undefined;
  }
}

/**
 * Reads a span line exactly and says in words why, when it is none: the second reading of whatever the fast
 * scanner leaves open.
 */
export function parseSpanLine(line: Uint8Array): { span: ExactSpan } | { reason: string } {
  const text = decodeLine(line);
  if (text === undefined) return { reason: "not valid UTF-8" };
  try {
    return { span: toSpan(parseJson(text)) };
  } catch (error) {
    return { reason: messageOf(error) };
  }
}

const ownKeys = new Set([
  "trace_id",
  "span_id",
  "parent_span_id",
  "trace_state",
  "name",
  "kind",
  "start_time",
  "end_time",
  "status",
  "resource",
  "scope",
  "attributes",
]);

function toSpan(value: ExactJson): ExactSpan {
  const line = objectAt(value, "the line");
  const status = closedObject(line, "status", ["code", "message"]);
  const scope = closedObject(line, "scope", ["name", "version"]);
  const resource = closedObject(line, "resource", ["attributes"]);
  return {
    traceId: textAt(line, "trace_id"),
    spanId: textAt(line, "span_id"),
    parentSpanId: textAt(line, "parent_span_id", ""),
    traceState: textAt(line, "trace_state", ""),
    name: textAt(line, "name"),
    kind: textAt(line, "kind"),
    startTime: textAt(line, "start_time"),
    endTime: textAt(line, "end_time"),
    statusCode: textAt(status, "code"),
    statusMessage: textAt(status, "message", ""),
    scopeName: textAt(scope, "name"),
    scopeVersion: textAt(scope, "version", ""),
    resource: objectAt(resource.get("attributes"), "resource.attributes"),
    attributes: objectAt(line.get("attributes"), "attributes"),
    others: new Map([...line].filter(([key]) => !ownKeys.has(key))),
  };
}

/** The object under `key`, which may hold the given keys and no others. */
function closedObject(line: ExactObject, key: string, allowed: readonly string[]): ExactObject {
  const object = objectAt(line.get(key), key);
  const extra = [...object.keys()].find((name) => !allowed.includes(name));
  if (extra !== undefined) throw new Error(`${key}: unknown key ${JSON.stringify(extra)}`);
  return object;
}

function objectAt(value: ExactJson | undefined, at: string): ExactObject {
  if (value instanceof Map) return value;
  throw new Error(`${at}: ${value === undefined ? "is missing" : "expected an object"}`);
}

function textAt(object: ExactObject, key: string, missing?: string): string {
  const value = object.get(key) ?? (object.has(key) ? undefined : missing);
  if (typeof value === "string") return value;
  throw new Error(`${key}: ${object.has(key) ? "expected a string" : "is missing"}`);
}

/** The facts of an exactly read span, in bytes of their own. */
export function factsOf(span: ExactSpan): SpanFacts {
  const facts = createFacts();
  const parts: Buffer[] = [];
  let used = 0;
  set(Fact.traceId, span.traceId);
  set(Fact.spanId, span.spanId);
  set(Fact.parentSpanId, span.parentSpanId);
  set(Fact.startTime, span.startTime);
  set(Fact.endTime, span.endTime);
  set(Fact.statusCode, span.statusCode);
  set(Fact.serviceName, span.resource.get("service.name"));
  for (const [key, fact] of attributeFacts) set(fact, span.attributes.get(key));
  facts.bytes = Buffer.concat(parts);
  return facts;

  function set(fact: number, value: ExactJson | undefined): void {
    if (value === undefined) return;
    const bytes = Buffer.from(textFor(value));
    facts.kind[fact] = kindOf(value);
    facts.from[fact] = used;
    facts.to[fact] = used + bytes.length;
    used += bytes.length;
    parts.push(bytes);
  }
}

function textFor(value: ExactJson): string {
  if (typeof value === "string") return value;
  return value !== null && isNumber(value) ? value.number : "";
}

function kindOf(value: ExactJson): number {
  if (typeof value === "string") return value === "" ? Kind.emptyText : Kind.text;
  if (value === null || value === false) return Kind.falsy;
  if (value === true) return Kind.true;
  if (Array.isArray(value)) return value.length === 0 ? Kind.falsy : Kind.truthy;
  if (!isNumber(value)) return value.size === 0 ? Kind.falsy : Kind.truthy;
  if (Number(value.number) === 0) return Kind.falsy;
  return value.integer ? Kind.integer : Kind.truthy;
}
