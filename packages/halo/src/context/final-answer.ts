import type { JsonValue, SpanRecord } from "@loopwright/core";
import { isKind } from "../evidence/span-kind.ts";
import { decodeJson } from "../evidence/texts.ts";
import { bySpanStart, firstText } from "./trace-place.ts";

/**
 * The last text that a model gave in a run: its answer; else what its root or an agent put out. Empty when neither
 * was recorded.
 */
export function finalAnswerIn(spans: readonly SpanRecord[]): string {
  const latest = spans.toSorted((a, b) => bySpanStart(b, a));
  for (const span of latest) {
    const messages = span.attributes["llm.output_messages"];
    const text = typeof messages === "string" ? textOf(decodeJson(messages)) : "";
    if (text !== "") return text;
  }
  const outermost = latest
    .toReversed()
    .filter((span) => span.parent_span_id === "" || isKind(span, "AGENT"));
  const output = firstText(outermost, "output.value") ?? "";
  return decodeJson(output) === undefined ? output.trim() : "";
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
