import type { SpanRecord } from "@loopwright/core";

/** The runs again and again under other ids, until there are so many; texts are shared, which costs no memory. */
export function copiesOf(context: readonly SpanRecord[], wanted: number): SpanRecord[] {
  const runs = context.filter(
    (span) => span.name !== "harness.config" && span.name !== "eval_gate.summary",
  );
  const perCopy = Math.max(1, new Set(runs.map((span) => span.trace_id)).size);
  return Array.from({ length: Math.ceil(wanted / perCopy) }, (_, copy) =>
    runs.map((span) => copyOf(span, copy)),
  ).flat();
}

function copyOf(span: SpanRecord, copy: number): SpanRecord {
  const mark = copy.toString(16).padStart(4, "0");
  const renamed = (id: string) => (id === "" ? "" : `${mark}${id.slice(4)}`);
  const attributes = { ...span.attributes };
  for (const key of ["feedback.trace_id", "llm_feedback.trace_id", "eval.trace_id"])
    if (typeof attributes[key] === "string") attributes[key] = renamed(attributes[key]);
  for (const key of ["feedback.id", "llm_feedback.id", "eval.id"])
    if (typeof attributes[key] === "string") attributes[key] = `${attributes[key]}-${copy}`;
  return {
    ...span,
    trace_id: renamed(span.trace_id),
    span_id: renamed(span.span_id),
    parent_span_id: renamed(span.parent_span_id),
    attributes,
  };
}
