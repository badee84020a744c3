import type { SpanRecord } from "@loopwright/core";
import type { TraceEvidence } from "../../context/read-context.ts";
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
  const models = spans.filter((span) => span.attributes["inference.observation_kind"] === "LLM");
  const tools = spans.filter((span) => span.attributes["inference.observation_kind"] === "TOOL");
  const sum = (key: string) => models.reduce((total, span) => total + numberAt(span, key), 0);
  return {
    traceId,
    modelCalls: models.length,
    toolCalls: tools.length,
    inputTokens: sum("inference.llm.input_tokens"),
    outputTokens: sum("inference.llm.output_tokens"),
  };
}

/** Fewer runs than this have no usual effort that one could stand out from. */
const fewest = 8;

/**
 * Runs that took far more turns or tokens than the others: beyond the upper quartile by three times the
 * distance between the quartiles, and half as much again as the median.
 *
 * @source J. W. Tukey, "Exploratory data analysis", 1977 (outer fence)
 */
export function outliersIn(efforts: readonly RunEffort[]): Observation[] {
  if (efforts.length < fewest) return [];
  return [
    ...beyond(efforts, "many_turns", (one) => one.modelCalls, "model calls"),
    ...beyond(efforts, "many_tokens", (one) => one.inputTokens + one.outputTokens, "tokens"),
  ];
}

function beyond(
  efforts: readonly RunEffort[],
  kind: ObservationKind,
  amountOf: (effort: RunEffort) => number,
  unit: string,
): Observation[] {
  const sorted = efforts.map(amountOf).toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  const median = at(0.5);
  const fence = Math.max(at(0.75) + 3 * (at(0.75) - at(0.25)), 1.5 * median);
  return efforts
    .filter((effort) => amountOf(effort) > fence)
    .map((effort) => ({
      kind,
      key: unit,
      traceId: effort.traceId,
      claim: {
        text: `The run took ${amountOf(effort)} ${unit}; the median run takes ${median}.`,
        about: effort.traceId,
        evidence: [
          {
            ref: `trace:${effort.traceId}`,
            quote: null,
            count: effort.modelCalls,
            filter: [{ key: "inference.observation_kind", match: "equals" as const, value: "LLM" }],
          },
        ],
      },
    }));
}

function numberAt(span: SpanRecord, key: string): number {
  const value = span.attributes[key];
  return typeof value === "number" ? value : 0;
}
