import type { HarnessConfig } from "@loopwright/core";
import type { TraceEvidence } from "../context/read-context.ts";
import { meanings } from "./observation-meanings.ts";
import type { Observation } from "./observations/observation.ts";
import type { Problem } from "./problem.ts";

/**
 * What the spans show, as problems. One that most runs share weighs more than one run's slip, and up to five
 * times as much: it is how the harness works, and not an accident.
 */
export function observedProblems(options: {
  traces: readonly TraceEvidence[];
  observations: readonly Observation[];
  harness: HarnessConfig;
}): Problem[] {
  const { traces, observations, harness } = options;
  const byId = new Map(traces.map((trace) => [trace.traceId, trace]));
  const runsWith = countRuns(observations);
  return observations.flatMap((one) => {
    const trace = byId.get(one.traceId);
    if (!trace) return [];
    const { weight, wish, rejects, title, isStep, mend } = meanings[one.kind];
    const runs = runsWith.get(`${one.kind}\n${one.key}`) ?? 1;
    const share = runs / Math.max(1, traces.length);
    const wants = wish(one.key);
    return [
      {
        source: "spans" as const,
        wish: {
          wants,
          rejects: rejects ?? [],
          question: trace.question,
          isStep: isStep ?? false,
        },
        wording: wants[0] ?? "",
        title: title([one.key]),
        subject: { key: one.key, title },
        traceId: trace.traceId,
        weight: (weight * (1 + 4 * share)) / runs,
        claims: [one.claim],
        evals: [],
        ...(mend ? { settled: mend(one.key, harness) } : {}),
      },
    ];
  });
}

function countRuns(observations: readonly Observation[]): Map<string, number> {
  const runs = new Map<string, Set<string>>();
  for (const { kind, key, traceId } of observations) {
    const id = `${kind}\n${key}`;
    runs.set(id, (runs.get(id) ?? new Set()).add(traceId));
  }
  return new Map([...runs].map(([id, traces]) => [id, traces.size]));
}
