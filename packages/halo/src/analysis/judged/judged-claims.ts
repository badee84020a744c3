import type { HumanFeedbackSignal } from "../../context/signals.ts";
import type { TraceEvidence } from "../../context/read-context.ts";
import type { DraftClaim } from "../../diagnosis/draft.ts";
import { citing, quotable } from "../../evidence/quotable.ts";
import type { Likeness } from "../rules/likeness.ts";

/** What a person said about the run, in their words. */
export function feedbackClaim(trace: TraceEvidence, item: HumanFeedbackSignal): DraftClaim {
  return {
    text: "A person who reviewed the run asked for it.",
    about: trace.traceId,
    evidence: [citing(`feedback:${item.id}`, quotable(item.summary))],
  };
}

/** The sentence of the answer that comes nearest to the matter. */
export function answerClaim(
  trace: TraceEvidence,
  matter: string,
  likeness: Likeness,
): DraftClaim[] {
  const nearest = trace.answer
    .split(/(?<=[.!?。！？])\s+|\n+/)
    .map((sentence) => ({ sentence, score: likeness.between(sentence, matter) }))
    .toSorted((a, b) => b.score - a.score)[0];
  const quote = nearest && nearest.score > 0.15 ? quotable(nearest.sentence) : null;
  if (quote === null) return [];
  return [
    {
      text: "This is what the answer said on the matter.",
      about: trace.traceId,
      evidence: [citing(`trace:${trace.traceId}`, quote)],
    },
  ];
}

/** Files that the wish names and no tool call of the run touched. */
export function neverOpened(trace: TraceEvidence, wish: string): DraftClaim[] {
  const paths = wish.match(/[\w-]+(?:\/[\w-]+)*\.(?:csv|json|jsonl|md|txt|tsv)\b/g) ?? [];
  const inputs = trace.spans
    .map((span) => span.attributes["input.value"])
    .filter((input) => typeof input === "string");
  return [...new Set(paths)]
    .filter((path) => inputs.length > 0 && !inputs.some((input) => input.includes(path)))
    .map((path) => ({
      text: `No tool call of the run names ${path}.`,
      about: trace.traceId,
      evidence: [
        {
          ref: `trace:${trace.traceId}`,
          quote: null,
          count: 0,
          filter: [{ key: "input.value", match: "contains" as const, value: path }],
        },
      ],
    }));
}
