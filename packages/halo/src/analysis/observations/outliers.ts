import type { SpanRecord } from "@loopwright/core";
import type { TraceEvidence } from "../../context/read-context.ts";
import { isKind, kindFilter } from "../../evidence/span-kind.ts";
import type { Observation, ObservationKind } from "./observation.ts";

/** What a run cost, counted from its own spans. */
export interface RunEffort {
  traceId: string;
  modelCalls: number;
  toolCalls: number;
  inputTokens: number;
  outputTokens: number;
}

export function effortOf({ traceId, spans }: TraceEvidence): RunEffort {
  const models = spans.filter((span) => isKind(span, "LLM"));
  const tools = spans.filter((span) => isKind(span, "TOOL"));
  const sum = (keys: readonly string[]) =>
    models.reduce((total, span) => total + firstNumber(span, keys), 0);
  return {
    traceId,
    modelCalls: models.length,
    toolCalls: tools.length,
    inputTokens: sum(inputKeys),
    outputTokens: sum(outputKeys),
  };
}

/** Where conventions keep the tokens of a model call. */
const inputKeys = [
  "inference.llm.input_tokens",
  "llm.token_count.prompt",
  "gen_ai.usage.input_tokens",
];
const outputKeys = [
  "inference.llm.output_tokens",
  "llm.token_count.completion",
  "gen_ai.usage.output_tokens",
];

/** Fewer runs than this have no usual effort that one could stand out from. */
const fewest = 8;

/**
 * Runs that took far more turns or tokens than the others: beyond the upper quartile by three times the
 * distance between the quartiles, and half as much again as the median.
 *
 * @source J. W. Tukey, "Exploratory data analysis", 1977 (outer fence)
 */
export function outliersIn(traces: readonly TraceEvidence[]): Observation[] {
  if (traces.length < fewest) return [];
  const runs = traces.map((trace) => ({ trace, effort: effortOf(trace) }));
  return [
    ...beyond(runs, "many_turns", (one) => one.modelCalls, "model calls"),
    ...beyond(runs, "many_tokens", (one) => one.inputTokens + one.outputTokens, "tokens"),
  ];
}

function beyond(
  runs: readonly { trace: TraceEvidence; effort: RunEffort }[],
  kind: ObservationKind,
  amountOf: (effort: RunEffort) => number,
  unit: string,
): Observation[] {
  const sorted = runs.map(({ effort }) => amountOf(effort)).toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  const median = at(0.5);
  const fence = Math.max(at(0.75) + 3 * (at(0.75) - at(0.25)), 1.5 * median);
  return runs
    .filter(({ effort }) => amountOf(effort) > fence)
    .map(({ trace: { traceId, spans }, effort }) => ({
      kind,
      key: unit,
      traceId,
      claim: {
        text: `The run took ${amountOf(effort)} ${unit}; the median run takes ${median}.`,
        about: traceId,
        evidence: [
          {
            ref: `trace:${traceId}`,
            quote: null,
            count: effort.modelCalls,
            filter: [kindFilter(spans, "LLM")],
          },
        ],
      },
    }));
}

function firstNumber(span: SpanRecord, keys: readonly string[]): number {
  const found = keys.map((key) => span.attributes[key]).find((value) => typeof value === "number");
  return typeof found === "number" ? found : 0;
}
