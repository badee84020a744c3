import type { FindingClass, HarnessComponent } from "@loopwright/core";
import type { TraceEvidence } from "../context/read-context.ts";
import { inQuotes } from "../evidence/delimit.ts";
import type { Observation, ObservationKind } from "./observations/observation.ts";
import type { Problem } from "./problem.ts";

/**
 * What the spans show, as problems. One that most runs share weighs more than one run's slip, and up to five
 * times as much: it is how the harness works, and not an accident.
 */
export function observedProblems(options: {
  traces: readonly TraceEvidence[];
  observations: readonly Observation[];
}): Problem[] {
  const { traces, observations } = options;
  const byId = new Map(traces.map((trace) => [trace.traceId, trace]));
  const runsWith = countRuns(observations);
  return observations.flatMap((one) => {
    const trace = byId.get(one.traceId);
    const { weight, wish, rejects, title, isStep, settled } = meanings[one.kind];
    const runs = runsWith.get(`${one.kind}\n${one.key}`) ?? 1;
    const share = runs / Math.max(1, traces.length);
    if (!trace) return [];
    return [
      {
        source: "spans" as const,
        wish: {
          wants: wish(one.key),
          rejects: rejects?.(one.key) ?? [],
          question: trace.question,
          isStep: isStep ?? false,
        },
        wording: wish(one.key)[0] ?? "",
        title: title(one.key),
        traceId: trace.traceId,
        weight: (weight * (1 + 4 * share)) / runs,
        claims: [one.claim],
        evals: [],
        ...(settled ? { settled } : {}),
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

interface Meaning {
  /** Weight of one occurrence when hardly any run shows it. */
  weight: number;
  wish: (key: string) => string[];
  rejects?: (key: string) => string[];
  title: (key: string) => string;
  isStep?: boolean;
  settled?: { class: FindingClass; component: HarnessComponent };
}

const defect = "implementation_or_observability_defect" as const;

const meanings: Record<ObservationKind, Meaning> = {
  run_failed: {
    weight: 3,
    wish: (key) => [`The run ends with an answer, and not with an error: ${key}`],
    title: (key) => `Runs end with an answer and not with ${inQuotes(key)}`,
    settled: { class: defect, component: "control_flow" },
  },
  error: {
    weight: 0.4,
    wish: (key) => [`The step does not fail: ${key}`],
    title: (key) => `This error does not come up: ${inQuotes(key)}`,
    settled: { class: defect, component: "tools" },
  },
  retry_loop: {
    weight: 0.6,
    wish: (key) => [`When ${key} fails twice in the same way, change the approach.`],
    title: (key) => `${inQuotes(key)} is not tried again and again`,
    isStep: true,
    settled: { class: defect, component: "control_flow" },
  },
  repeated_call: {
    weight: 0.3,
    wish: () => ["Do not make the same tool call twice; use what it printed before."],
    title: (key) => `${inQuotes(key)} is not called again for what is known`,
    isStep: true,
  },
  oversized_call: {
    weight: 0.3,
    wish: () => ["Look at the size of a file first, and print only the part that you need."],
    title: (key) => `${inQuotes(key)} prints what is needed and no more`,
    isStep: true,
  },
  ignored_warning: {
    weight: 1,
    wish: (key) => [
      `Repair what the tool ${key} reports before you answer, and run it again until it passes.`,
      "Run the tools before you answer, and repair what they report.",
    ],
    title: (key) => `The answer waits until ${key} passes`,
    isStep: true,
  },
  validation_skipped: {
    weight: 1.2,
    wish: (key) => [
      "Run the runtime tools before you answer, and repair what they report.",
      `Run the tool ${key} before you give the final answer.`,
    ],
    title: (key) => `${key} runs before every answer`,
    isStep: true,
  },
  validation_late: {
    weight: 0.8,
    wish: (key) => [
      "Run the runtime tools after the last file is written, before you answer.",
      `Run the tool ${key} after the last file is written.`,
    ],
    title: (key) => `${key} runs after the last write`,
    isStep: true,
  },
  repaired_after_passed: {
    weight: 0.6,
    wish: (key) => [
      "Run the runtime tools again after every repair, before you answer.",
      `Run the tool ${key} again after the last file is written.`,
    ],
    title: (key) => `${key} runs again after the last write`,
    isStep: true,
  },
  artifact_missing: {
    weight: 2,
    wish: (key) => [
      "Write every required artifact before you give the final answer.",
      `Write the required artifact ${key}.`,
    ],
    title: (key) => `${key} is always written`,
    isStep: true,
  },
  uncited_claims: {
    weight: 1.2,
    wish: () => ["Cite the file for every material claim.", "Every statement needs a source."],
    rejects: () => ["Statements stand in the answer without a source."],
    title: () => "Every material claim names its file",
  },
  many_turns: {
    weight: 0.2,
    wish: () => ["Plan the steps first, and stop when the question is answered."],
    title: () => "No run takes far more turns than the others",
    isStep: true,
    settled: { class: defect, component: "control_flow" },
  },
  many_tokens: {
    weight: 0.2,
    wish: () => ["Read only what bears on the question."],
    title: () => "No run takes far more tokens than the others",
    isStep: true,
    settled: { class: defect, component: "control_flow" },
  },
};
