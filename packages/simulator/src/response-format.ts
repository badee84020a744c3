import type { JsonValue } from "@loopwright/core";
import type { ScriptedRequest } from "@loopwright/core/model";

/** JSON mode without a schema is a schema that any object fits. */
export function responseFormatOf(format: {
  name?: string | null | undefined;
  schema?: JsonValue | undefined;
}): NonNullable<ScriptedRequest["responseFormat"]> {
  return { name: format.name ?? "json_object", schema: format.schema ?? { type: "object" } };
}
