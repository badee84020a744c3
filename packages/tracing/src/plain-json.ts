import type { JsonValue } from "@loopwright/core";

/**
 * A JSON copy of anything a span may hold. It never throws, because it runs inside a tracing processor:
 * what JSON cannot say (cycles, functions, bytes) is left out or named.
 */
export function plainJson(value: unknown, parents: readonly object[] = []): JsonValue | undefined {
  switch (typeof value) {
    case "string":
      return wellFormed(value);
    case "boolean":
      return value;
    case "number":
      return Number.isFinite(value) ? value : String(value);
    case "bigint":
      return String(value);
    case "object":
      return value === null ? null : plainObject(value, parents);
    default:
      return undefined;
  }
}

function plainObject(value: object, parents: readonly object[]): JsonValue | undefined {
  if (parents.includes(value)) return "[circular]";
  if (value instanceof Date) return Number.isNaN(value.valueOf()) ? null : value.toISOString();
  if (value instanceof Error) return wellFormed(String(value));
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  const inner = [...parents, value];
  if (Array.isArray(value)) return value.map((item) => plainJson(item, inner) ?? null);
  const copy: Record<string, JsonValue> = {};
  for (const key of Object.keys(value)) {
    const item = plainJson(readQuietly(value, key), inner);
    if (item !== undefined) copy[wellFormed(key)] = item;
  }
  return copy;
}

/** A getter of somebody else's object may throw. */
function readQuietly(value: object, key: string): unknown {
  try {
    return Reflect.get(value, key);
  } catch {
    return undefined;
  }
}

/** Half a surrogate pair is written as an escape that strict JSON readers refuse. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\uFFFD");
}

/**
 * Text for an id or a name. Line and paragraph separators are legal in JSON strings, but the Python engine
 * splits its own index at them, and then it cannot be read any more.
 */
export function oneLine(text: string): string {
  return wellFormed(text)
    .replace(/[\p{Control}\u2028\u2029]+/gu, " ")
    .trim();
}

/** JSON without spaces, for values that an attribute cannot hold as they are. */
export function compactJson(value: JsonValue | undefined): string | undefined {
  return value === undefined || value === null ? undefined : JSON.stringify(value);
}
