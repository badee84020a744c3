import type { JsonValue } from "@loopwright/core";
import type { ReplyItem } from "@loopwright/core/model";

/** A reply of one text. */
export function replyText(text: string): ReplyItem[] {
  return [{ type: "text", text }];
}

/** A reply of one JSON text, for callers that asked for a schema. */
export function replyJson(value: JsonValue): ReplyItem[] {
  return replyText(JSON.stringify(value));
}

/** A reply that calls one function. */
export function replyCall(name: string, args: Record<string, JsonValue>): ReplyItem[] {
  return [{ type: "function_call", name, arguments: args }];
}
