import type { SpanRecord } from "@loopwright/core";
import { decodeJson } from "../evidence/texts.ts";
import { bySpanStart } from "./trace-place.ts";

/** What a run was asked, as its first model call was sent it; empty when no span tells. */
export function questionIn(spans: readonly SpanRecord[]): string {
  for (const { attributes } of spans.toSorted(bySpanStart)) {
    const messages = attributes["llm.input_messages"];
    const asked = typeof messages === "string" ? firstOfUser(messages) : "";
    if (asked !== "") return asked;
    const flat = attributes["llm.input_messages.0.message.content"];
    const role = attributes["llm.input_messages.0.message.role"];
    if (role === "user" && typeof flat === "string") return flat.trim();
  }
  return "";
}

function firstOfUser(messages: string): string {
  const list = decodeJson(messages);
  if (!Array.isArray(list)) return "";
  for (const message of list) {
    if (typeof message !== "object" || message === null || Array.isArray(message)) continue;
    if (message["role"] === "user" && typeof message["content"] === "string")
      return message["content"].trim();
  }
  return "";
}
