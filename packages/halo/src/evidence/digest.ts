import { redactSecrets, type HarnessConfig } from "@loopwright/core";
import type { ContextEvidence, TraceEvidence } from "../context/read-context.ts";
import type { PatternSignal } from "../context/signals.ts";
import { factsOf } from "./span-facts.ts";

/** One citable thing, as a model is shown it: what to cite, what it is about, and what it says. */
export interface DigestEntry {
  ref: string;
  about: string;
  kind: string;
  [field: string]: string | number | readonly string[];
}

/** Texts longer than this are cut; the first limit with which the digest fits its budget is taken. */
const textLimits = [8000, 3000, 1200, 400, 150];
const digestBudget = 200_000;

/**
 * The evidence as a list of citable entries, run by run: the question with its answer, what the spans show,
 * feedback by kind, evals and the gate's verdicts. Secrets are taken out.
 */
export function digestOf(options: {
  evidence: ContextEvidence;
  harness: HarnessConfig;
}): DigestEntry[] {
  const entries = [
    ...options.evidence.traces.flatMap((trace) => entriesOf(trace, options.harness)),
    ...options.evidence.patterns.map(patternEntry),
  ];
  for (const limit of textLimits) {
    const shortened = entries.map((entry) => shorten(entry, limit));
    if (JSON.stringify(shortened).length <= digestBudget) return shortened;
  }
  // Hundreds of runs: what was judged is worth more than what merely happened.
  return entries
    .filter((entry) => /^(gate|feedback|eval|pattern):/.test(entry.ref))
    .map((entry) => shorten(entry, 400));
}

function entriesOf(trace: TraceEvidence, harness: HarnessConfig): DigestEntry[] {
  const about = trace.traceId;
  return [
    {
      ref: `trace:${trace.traceId}`,
      about,
      kind: "run",
      label: trace.label,
      question: trace.question,
      answer: trace.answer,
    },
    ...trace.evals.map((item) => ({
      ref: `eval:${item.id}`,
      about: item.id,
      kind: "eval_definition",
      run: trace.traceId,
      title: item.title,
      expected_behavior: item.expectedBehavior,
      rubric: item.rubric,
      assertions: item.assertions.map((one) => `${one.type}: ${one.value}`),
    })),
    ...trace.gateRows.map((row) => ({
      ref: `gate:${row.id}`,
      about: row.id,
      kind: "gate_result",
      run: trace.traceId,
      title: row.title,
      outcome: row.outcome,
      explanation: row.explanation,
    })),
    ...trace.humanFeedback.map((item) => ({
      ref: `feedback:${item.id}`,
      about,
      kind: "human_feedback",
      theme: item.theme,
      summary: item.summary,
      required_observations: item.requiredObservations,
      prohibited_claims: item.prohibitedClaims,
    })),
    ...trace.modelFeedback.map((item) => ({
      ref: `feedback:${item.id}`,
      about,
      kind: "model_feedback",
      observations: item.observations,
    })),
    ...factsOf(trace, harness).map((fact) => ({
      ref: fact.ref,
      about,
      kind: fact.kind,
      text: fact.text,
      ...(fact.quote === undefined ? {} : { quote: fact.quote }),
      ...(fact.never
        ? { count: 0, filter: `${fact.never.key} contains ${fact.never.contains}` }
        : {}),
    })),
  ];
}

function patternEntry(pattern: PatternSignal): DigestEntry {
  return {
    ref: `pattern:${pattern.id}`,
    about: pattern.id,
    kind: "behavior_pattern",
    label: pattern.label,
    summary: pattern.summary,
    look_first_at: pattern.owner,
    count: pattern.count,
    runs: pattern.runIds.slice(0, 20),
  };
}

function shorten(entry: DigestEntry, limit: number): DigestEntry {
  const shortened: DigestEntry = { ref: entry.ref, about: entry.about, kind: entry.kind };
  for (const [key, value] of Object.entries(entry)) {
    if (key in shortened) continue;
    shortened[key] =
      typeof value === "number"
        ? value
        : typeof value === "string"
          ? cut(value, limit)
          : value.map((one) => cut(one, limit));
  }
  return shortened;
}

function cut(text: string, limit: number): string {
  const safe = redactSecrets(text);
  return safe.length > limit ? `${safe.slice(0, limit)} … [cut]` : safe;
}
