import { parseAt, type SpanRecord } from "@loopwright/core";
import { z } from "zod";
import {
  EvalSignal,
  GateRowSignal,
  GateSummarySignal,
  HarnessSignal,
  HumanFeedbackSignal,
  ModelFeedbackSignal,
  PatternSignal,
} from "./signals.ts";
import { finalAnswerIn } from "./final-answer.ts";
import { questionIn } from "./first-question.ts";
import { firstText, spansByTrace } from "./trace-place.ts";

/** One run as the context tells it: its own spans, and what was said about it. */
export interface TraceEvidence {
  traceId: string;
  /** `trace-01`; empty when no signal names it. */
  label: string;
  question: string;
  /** The final answer; empty when the context does not hold it. */
  answer: string;
  /** The spans that the run itself emitted, in the order of the file. */
  spans: readonly SpanRecord[];
  humanFeedback: readonly HumanFeedbackSignal[];
  modelFeedback: readonly ModelFeedbackSignal[];
  evals: readonly EvalSignal[];
  gateRows: readonly GateRowSignal[];
}

export interface ContextEvidence {
  traces: readonly TraceEvidence[];
  /** Behaviours that macro evals found; their runs may be others than these. */
  patterns: readonly PatternSignal[];
  gate?: GateSummarySignal;
  harness?: HarnessSignal;
}

/**
 * Turns the spans of a context back into what they say, run by run. Spans that are no signal count as the
 * runs' own; a trace that holds signals alone is no run.
 *
 * @throws LoopError `bad_input` that names the span and the attribute of a signal that cannot be read
 */
export function readContext(context: readonly SpanRecord[]): ContextEvidence {
  const runtime = context.filter((span) => !isSignal(span));
  const signals = context.filter(isSignal);
  const read = <Schema extends z.ZodType>(name: string, schema: Schema) =>
    signals
      .filter((span) => span.name === name)
      .map((span) => parseAt(schema, span.attributes, `span ${span.span_id} (${name})`));

  const human = read("human_feedback.comment", HumanFeedbackSignal);
  const model = read("llm_feedback.insight", ModelFeedbackSignal);
  const evals = read("generated_eval.definition", EvalSignal);
  const rows = read("eval_gate.result", GateRowSignal);
  const gate = read("eval_gate.summary", GateSummarySignal)[0];
  const harness = read("harness.config", HarnessSignal)[0];

  const byTrace = {
    human: groupByTrace(human),
    model: groupByTrace(model),
    evals: groupByTrace(evals),
    rows: groupByTrace(rows),
  };
  const traces = [...spansByTrace(runtime)].map(([traceId, spans]) => {
    const said = {
      humanFeedback: byTrace.human.get(traceId) ?? [],
      modelFeedback: byTrace.model.get(traceId) ?? [],
      evals: byTrace.evals.get(traceId) ?? [],
      gateRows: byTrace.rows.get(traceId) ?? [],
    };
    const all = Object.values(said).flat();
    return {
      traceId,
      label:
        all.find((item) => item.label !== "")?.label ??
        firstText(spans, "agent.trace_metadata.trace_label") ??
        "",
      question: all.find((item) => item.question !== "")?.question ?? questionIn(spans),
      answer: said.gateRows.find((row) => row.answer !== "")?.answer ?? finalAnswerIn(spans),
      spans,
      ...said,
    };
  });
  return {
    traces: traces.toSorted(byLabel),
    patterns: read("macro_eval.pattern", PatternSignal),
    ...(gate ? { gate } : {}),
    ...(harness ? { harness } : {}),
  };
}

function groupByTrace<Item extends { traceId: string }>(items: readonly Item[]) {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(item.traceId);
    if (group) group.push(item);
    else groups.set(item.traceId, [item]);
  }
  return groups;
}

/** Runs end in any order; their labels tell in which order they were asked. Unnamed traces come last. */
function byLabel(a: { label: string }, b: { label: string }): number {
  if ((a.label === "") !== (b.label === "")) return a.label === "" ? 1 : -1;
  return a.label.localeCompare(b.label, "en", { numeric: true });
}

function isSignal(span: SpanRecord): boolean {
  return typeof span.attributes["optimizer.signal_source"] === "string";
}
