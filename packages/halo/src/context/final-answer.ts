import type { JsonValue, SpanRecord } from "@loopwright/core";
import { decodeJson } from "../evidence/texts.ts";

/** The last text that a model gave in a run: its answer. Empty when its messages were not recorded. */
export function finalAnswerIn(spans: readonly SpanRecord[]): string {
  const latest = spans.toSorted((a, b) =>
    a.start_time < b.start_time ? 1 : a.start_time > b.start_time ? -1 : 0,
  );
  for (const span of latest) {
    const messages = span.attributes["llm.output_messages"];
    const text = typeof messages === "string" ? textOf(decodeJson(messages)) : "";
    if (text !== "") return text;
  }
  return "";
}

function textOf(messages: JsonValue | undefined): string {
  if (!Array.isArray(messages)) return "";
  return messages
    .map((message) =>
      typeof message === "object" && message !== null && !Array.isArray(message)
        ? message["content"]
        : "",
    )
    .filter((content) => typeof content === "string")
    .join("\n")
    .trim();
}
