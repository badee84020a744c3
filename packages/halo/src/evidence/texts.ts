import { redactSecrets, type JsonValue } from "@loopwright/core";

/**
 * Every text within a value: its strings, and the strings within strings that hold JSON, so that words can be
 * found as they were said and not only as they were escaped. Secrets are taken out.
 */
export function textsWithin(value: JsonValue): string[] {
  return [...new Set(collect(value))].map(redactSecrets);
}

function collect(value: JsonValue): string[] {
  if (typeof value === "string") return [value, ...collectEncoded(value)];
  if (typeof value !== "object" || value === null) return [String(value)];
  return (Array.isArray(value) ? value : Object.values(value)).flatMap(collect);
}

function collectEncoded(text: string): string[] {
  const decoded = decodeJson(text);
  return typeof decoded === "object" && decoded !== null ? collect(decoded) : [];
}

/** The value of a JSON object or list; undefined for any other text. */
export function decodeJson(text: string): JsonValue | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    const value: JsonValue = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
