import type { ContextEvidence } from "../context/read-context.ts";
import type { PatternSignal } from "../context/signals.ts";
import type { DraftClaim } from "../diagnosis/draft.ts";
import { inQuotes } from "../evidence/delimit.ts";
import type { Mend, Problem } from "./problem.ts";

/**
 * Behaviours that macro evals found, as problems of the runs here that show them. A pattern none of whose runs is
 * here says nothing about this harness, and stays an insight.
 */
export function patternProblems({ patterns, traces }: ContextEvidence): Problem[] {
  return patterns.flatMap((pattern) => {
    const ids = new Set(pattern.runIds);
    const shown = traces.filter((trace) => ids.has(trace.traceId));
    const share = shown.length / Math.max(1, traces.length);
    return shown.map((trace) => ({
      source: "spans" as const,
      wish: { wants: [pattern.label], rejects: [], question: trace.question, isStep: true },
      wording: pattern.label,
      title: `No run shows ${inQuotes(pattern.label)}`,
      traceId: trace.traceId,
      weight: (1.2 * (1 + 4 * share)) / shown.length,
      claims: [claimOf(pattern)],
      evals: [],
      settled: mendOf(pattern, shown.length),
    }));
  });
}

function claimOf(pattern: PatternSignal): DraftClaim {
  return {
    text: `Macro evals found this behaviour in ${pattern.count} runs: ${inQuotes(pattern.label)}`,
    about: pattern.id,
    evidence: [
      { ref: `pattern:${pattern.id}`, quote: pattern.label, count: pattern.count, filter: null },
    ],
  };
}

function mendOf(pattern: PatternSignal, here: number): Mend {
  const [behavior] = pattern.behaviors;
  const first = pattern.owner === "" ? "" : ` Look first at ${inQuotes(pattern.owner)}.`;
  const apart =
    behavior === undefined || behavior === pattern.label
      ? ""
      : ` What sets these runs apart: ${inQuotes(behavior)}.`;
  return {
    class: "implementation_or_observability_defect",
    component: "control_flow",
    verb: "Mend",
    change: `${pattern.count} runs behave alike, ${here} of them among those diagnosed here: ${inQuotes(pattern.label)}.${first}${apart} Find the step that does it, or leaves it out, and let the flow check for it before the run goes on.`,
    targetFile: null,
  };
}
