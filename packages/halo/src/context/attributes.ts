import type { JsonValue } from "@loopwright/core";

/** Attribute values before they are made fit for a line: absent ones are left out, lists become JSON text. */
export type AttributeDraft = Record<string, string | number | boolean | object | undefined>;

/**
 * Attributes as a strict reader takes them: no nulls, scalars as they are, anything else as compact JSON text,
 * and no lone surrogates, on which a reader in another language gives up.
 */
export function toAttributes(draft: AttributeDraft): Record<string, JsonValue> {
  const attributes: Record<string, JsonValue> = {};
  for (const [key, value] of Object.entries(draft)) {
    if (value === undefined) continue;
    attributes[key] = typeof value === "object" ? compactJson(value) : scalar(value);
  }
  return attributes;
}

function scalar(value: string | number | boolean): JsonValue {
  return typeof value === "string" ? wellFormed(value) : value;
}

function compactJson(value: object): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "string" ? wellFormed(part) : part,
  );
}

function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\uFFFD");
}

/** A name that goes into an index file: line separators in it would split the index's own lines. */
export function toIndexName(text: string): string {
  return wellFormed(text).replace(/[\u0085\u2028\u2029]/g, " ");
}
