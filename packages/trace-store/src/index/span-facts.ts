/** What the index takes from a span: places of values in `bytes`, one per `Fact`. */
export interface SpanFacts {
  bytes: Uint8Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly kind: Uint8Array;
}

/** The values the index reads; nothing else of a span is looked at. */
export const Fact = {
  traceId: 0,
  spanId: 1,
  parentSpanId: 2,
  startTime: 3,
  endTime: 4,
  statusCode: 5,
  serviceName: 6,
  inferenceModel: 7,
  model: 8,
  agentName: 9,
  inferenceAgentId: 10,
  agentId: 11,
  inputTokens: 12,
  outputTokens: 13,
  projectId: 14,
  spanKind: 15,
} as const;
export const factCount = 16;

/** What sort of value stands there. `text` is a string that is not empty. */
export const Kind = {
  absent: 0,
  emptyText: 1,
  text: 2,
  integer: 3,
  true: 4,
  /** `false`, `null`, zero, `[]`, `{}`: what Python takes for false. */
  falsy: 5,
  truthy: 6,
} as const;

/** The attribute keys that carry facts. */
export const attributeFacts: readonly (readonly [key: string, fact: number])[] = [
  ["inference.llm.model_name", Fact.inferenceModel],
  ["llm.model_name", Fact.model],
  ["inference.agent_name", Fact.agentName],
  ["inference.agent_id", Fact.inferenceAgentId],
  ["agent.id", Fact.agentId],
  ["inference.llm.input_tokens", Fact.inputTokens],
  ["inference.llm.output_tokens", Fact.outputTokens],
  ["inference.project_id", Fact.projectId],
  ["openinference.span.kind", Fact.spanKind],
];

export function createFacts(): SpanFacts {
  return {
    bytes: new Uint8Array(0),
    from: new Int32Array(factCount),
    to: new Int32Array(factCount),
    kind: new Uint8Array(factCount),
  };
}
