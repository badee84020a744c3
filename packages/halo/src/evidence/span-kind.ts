import type { SpanRecord } from "@loopwright/core";

export type SpanKind = "LLM" | "TOOL" | "AGENT";

/** Attributes that tell what a span is, each with the names that its convention has for the kinds. */
const conventions: readonly { key: string; names: Record<SpanKind, string> }[] = [
  { key: "inference.observation_kind", names: { LLM: "LLM", TOOL: "TOOL", AGENT: "AGENT" } },
  { key: "openinference.span.kind", names: { LLM: "LLM", TOOL: "TOOL", AGENT: "AGENT" } },
  {
    key: "gen_ai.operation.name",
    names: { LLM: "chat", TOOL: "execute_tool", AGENT: "invoke_agent" },
  },
];

/** Whether a span is a model call, a tool call or an agent, in the convention of whoever wrote it. */
export function isKind(span: SpanRecord, kind: SpanKind): boolean {
  const convention = conventions.find(({ key }) => typeof span.attributes[key] === "string");
  return convention !== undefined && span.attributes[convention.key] === convention.names[kind];
}

/** The filter by which a verifier counts the spans of a kind in a trace. */
export function kindFilter(spans: readonly SpanRecord[], kind: SpanKind) {
  const { key, names } = conventions.find((one) =>
    spans.some((span) => typeof span.attributes[one.key] === "string"),
  ) ?? { key: "inference.observation_kind", names: { LLM: "LLM", TOOL: "TOOL", AGENT: "AGENT" } };
  return { key, match: "equals" as const, value: names[kind] };
}
