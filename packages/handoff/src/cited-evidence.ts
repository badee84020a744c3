import {
  redactSecrets,
  type Evidence,
  type JsonValue,
  type Recommendation,
  type SpanRecord,
} from "@loopwright/core";

/** A recommendation's claims, each reference with the spans it points at. */
export function evidenceOf(one: Recommendation, context: readonly SpanRecord[]) {
  return {
    recommendation: one.id,
    title: one.title,
    claims: one.claims.map((claim) => ({
      ...claim,
      evidence: claim.evidence.map((evidence) => ({
        ...evidence,
        spans: spansBehind(evidence, context).map((span) => span.span_id),
      })),
    })),
  };
}

/** The spans that recommendations cite, each once, without secrets. */
export function citedSpans(
  recommendations: readonly Recommendation[],
  context: readonly SpanRecord[],
): JsonValue[] {
  const cited = new Set(
    recommendations.flatMap((one) =>
      one.claims.flatMap((claim) =>
        claim.evidence.flatMap((evidence) => spansBehind(evidence, context)),
      ),
    ),
  );
  return [...cited].map((span) => withoutSecrets({ ...span }));
}

const idKeys: Record<string, { name: RegExp; key: string }[]> = {
  feedback: [
    { name: /^human_feedback\./, key: "feedback.id" },
    { name: /^llm_feedback\./, key: "llm_feedback.id" },
  ],
  eval: [{ name: /^generated_eval\./, key: "eval.id" }],
  gate: [{ name: /^eval_gate\.result/, key: "eval.id" }],
};

/** Whole traces are not copied; of a trace only the root is, so that a reader knows which run is meant. */
function spansBehind({ ref }: Evidence, context: readonly SpanRecord[]): SpanRecord[] {
  const [kind = "", ...rest] = ref.split(":");
  const id = rest.join(":");
  if (kind === "span") return context.filter((span) => span.span_id === id);
  if (kind === "trace")
    return context.filter((span) => span.trace_id === id && span.parent_span_id === "").slice(0, 1);
  return context.filter((span) =>
    (idKeys[kind] ?? []).some(
      ({ name, key }) => name.test(span.name) && span.attributes[key] === id,
    ),
  );
}

/** A copy in which every text is redacted. */
export function withoutSecrets(value: JsonValue): JsonValue {
  if (typeof value === "string") return redactSecrets(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutSecrets);
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, withoutSecrets(part)]),
  );
}
