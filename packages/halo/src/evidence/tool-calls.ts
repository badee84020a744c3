import type { JsonValue, SpanRecord } from "@loopwright/core";
import { bySpanStart } from "../context/trace-place.ts";
import { isKind } from "./span-kind.ts";
import { decodeJson, textsWithin } from "./texts.ts";

/** One tool call of a run. */
export interface ToolCall {
  spanId: string;
  tool: string;
  /** The shell command, when the tool runs one; else the arguments as given. */
  command: string;
  output: string;
  /** `input.value` as it was recorded. */
  input: string;
}

/** The tool calls of a run, in the order in which they began. */
export function toolCallsOf(spans: readonly SpanRecord[]): ToolCall[] {
  return spans
    .filter((span) => toolOf(span) !== "" && "input.value" in span.attributes)
    .toSorted(bySpanStart)
    .map((span) => {
      const input = textOf(span.attributes["input.value"]);
      return {
        spanId: span.span_id,
        tool: toolOf(span),
        command: commandOf(input),
        output: textOf(span.attributes["output.value"]),
        input,
      };
    });
}

/** A tool's name as conventions record it; a span of its kind without one is called after it. */
function toolOf(span: SpanRecord): string {
  const named = span.attributes["tool.name"] ?? span.attributes["gen_ai.tool.name"];
  if (typeof named === "string") return named;
  return isKind(span, "TOOL") ? span.name : "";
}

/** Data files that a command names: paths with a folder and an ending. */
export function pathsIn(command: string): string[] {
  const found =
    command.match(/[\p{L}\p{N}_.-]+(?:\/[\p{L}\p{N}_.-]+)+\.[A-Za-z0-9]{1,8}\b/gu) ?? [];
  return [...new Set(found)];
}

/** What a tool's output says about itself when it is JSON, or holds a JSON object after other lines. */
export function reportIn(output: string): Record<string, JsonValue> | undefined {
  const start = output.indexOf("{");
  const value =
    start < 0 ? undefined : decodeJson(output.slice(start, output.lastIndexOf("}") + 1));
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
}

/** What a tool's report complains of, as texts. */
export function complaintsIn(output: string): string[] {
  return Object.entries(reportIn(output) ?? {})
    .filter(([key]) => isComplaint(key))
    .flatMap(([, value]) => textsWithin([value]))
    .filter((text) => !/^[[{]/.test(text));
}

/** Keys under which tools report what is wrong. */
export function isComplaint(key: string): boolean {
  return /^(issues|errors|warnings|unsupported|missing\w*|recommended_caveats)$/.test(key);
}

function commandOf(input: string): string {
  const value = decodeJson(input);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return input;
  const command = value["cmd"] ?? value["command"];
  return typeof command === "string" ? command : input;
}

function textOf(value: JsonValue | undefined): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
