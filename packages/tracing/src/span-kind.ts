/** What a span is called in each of the formats that readers know. */
export interface SpanKindNames {
  /** OpenTelemetry. */
  kind: "SPAN_KIND_CLIENT" | "SPAN_KIND_INTERNAL";
  /** `openinference.span.kind` */
  openinference: string;
  /** `inference.observation_kind` */
  observation: string;
}

const internal = (openinference: string, observation = openinference): SpanKindNames => ({
  kind: "SPAN_KIND_INTERNAL",
  openinference,
  observation,
});

const modelCall: SpanKindNames = {
  kind: "SPAN_KIND_CLIENT",
  openinference: "LLM",
  observation: "LLM",
};

const kinds = new Map<string, SpanKindNames>([
  ["agent", internal("AGENT")],
  ["generation", modelCall],
  ["response", modelCall],
  ["function", internal("TOOL")],
  ["mcp_tools", internal("TOOL")],
  ["handoff", internal("CHAIN")],
  ["guardrail", internal("GUARDRAIL")],
]);

/** Kind names by the SDK's span type; a type of tomorrow counts as a step of a chain. */
export function spanKindOf(type: string): SpanKindNames {
  return kinds.get(type) ?? internal("CHAIN", "SPAN");
}
