import type { JsonValue } from "@loopwright/core";
import { compactJson, oneLine } from "./plain-json.ts";

/** Attributes of a span before they are written; what is not known is `undefined`. */
export type LooseAttributes = Record<string, JsonValue | undefined>;

const nameKeys = /(^|\.)(name|agent_name|model_name|project_id|user_id|session_id|group_id)$/;

/** Leaves out what is not known, keeps scalars, writes the rest as compact JSON, keeps names on one line. */
export function finishAttributes(loose: LooseAttributes): Record<string, JsonValue> {
  const finished: Record<string, JsonValue> = {};
  for (const [key, value] of Object.entries(loose)) {
    const scalar = typeof value === "object" ? compactJson(value) : value;
    if (scalar === undefined) continue;
    finished[oneLine(key)] =
      typeof scalar === "string" && nameKeys.test(key) ? oneLine(scalar) : scalar;
  }
  return finished;
}

/** `{a: 1}` under `sdk.data` becomes `sdk.data.a`. */
export function prefixed(prefix: string, values: Record<string, JsonValue>): LooseAttributes {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [`${prefix}.${key}`, value]),
  );
}
