import type { HarnessConfig, JsonValue, SpanRecord } from "@loopwright/core";
import type { ContextEvidence, TraceEvidence } from "../context/read-context.ts";
import { subjectsOf, type Subject } from "./subjects.ts";
import { textsWithin } from "./texts.ts";

/** Something that a finding may cite. */
export interface Citable {
  /** What a claim with this evidence may be about: trace ids, eval ids, harness files. */
  about: ReadonlySet<string>;
  /** Its texts, in which quotes are looked for; made when first asked for. */
  texts(): readonly string[];
  /** The spans that a count may run over. */
  spans?: readonly SpanRecord[];
  /** How many runs it stands for, where it is a pattern. */
  runs?: number;
}

/** Everything citable. */
export interface Citables {
  /** What a reference names; several things where a span id is used in several traces. */
  get(ref: string): readonly Citable[];
  /** What claims may name by name. */
  subjects: readonly Subject[];
}

/** Indexes what findings about this context and this harness may cite. */
export function citablesOf(options: {
  evidence: ContextEvidence;
  harness: HarnessConfig;
}): Citables {
  const citables = new Map<string, Citable[]>();
  const add = (ref: string, citable: Citable) => {
    const known = citables.get(ref);
    if (known) known.push(citable);
    else citables.set(ref, [citable]);
  };
  for (const trace of options.evidence.traces) addTrace(trace, add);
  for (const { id, label, summary, owner, behaviors, runIds, count } of options.evidence.patterns)
    add(`pattern:${id}`, {
      about: new Set([id, ...runIds]),
      texts: () => textsWithin([label, summary, owner, ...behaviors]),
      runs: count,
    });
  for (const file of options.harness.files)
    for (const [index, line] of linesOf(file.content).entries())
      add(`harness:${file.path}:${index + 1}`, {
        about: new Set([file.path]),
        texts: () => textsWithin(line),
      });
  return { get: (ref) => citables.get(ref) ?? [], subjects: subjectsOf(options) };
}

function addTrace(trace: TraceEvidence, add: (ref: string, citable: Citable) => void): void {
  // Evals are made from a run, so that what happened in the run is evidence about them too.
  const run = new Set([trace.traceId, ...trace.evals.map((item) => item.id)]);
  add(`trace:${trace.traceId}`, {
    about: run,
    texts: () => [
      ...textsWithin([trace.label, trace.question, trace.answer]),
      ...trace.spans.flatMap(spanTexts),
    ],
    spans: trace.spans,
  });
  for (const span of trace.spans)
    add(`span:${span.span_id}`, { about: run, texts: () => spanTexts(span) });
  for (const item of trace.humanFeedback) add(`feedback:${item.id}`, said(run, item));
  for (const item of trace.modelFeedback) add(`feedback:${item.id}`, said(run, item));
  for (const item of trace.evals)
    add(`eval:${item.id}`, said(new Set([trace.traceId, item.id]), item));
  for (const row of trace.gateRows)
    add(`gate:${row.id}`, said(new Set([trace.traceId, row.id]), row));
}

function said(about: ReadonlySet<string>, item: object): Citable {
  return { about, texts: () => textsWithin(Object.values(item)) };
}

function spanTexts(span: SpanRecord): string[] {
  const attributes: Record<string, JsonValue> = span.attributes;
  return textsWithin([span.name, span.status.message, ...Object.values(attributes)]);
}

/** Lines as an editor counts them. */
export function linesOf(content: string): string[] {
  return content.split(/\r?\n/);
}
