import { redactSecrets, type JsonValue } from "@loopwright/core";

/** A copy in which every text and every key is without secrets. */
export function withoutSecrets(value: JsonValue): JsonValue {
  if (typeof value === "string") return redactSecrets(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutSecrets);
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [redactSecrets(key), withoutSecrets(part)]),
  );
}
