import type { Observation, ObservationKind } from "./observations/observation.ts";

/** The same observation in one or more runs. */
export interface RunPattern {
  kind: ObservationKind;
  /** What it is about: a tool, a normalised message, an artifact. */
  key: string;
  /** How often it was seen. */
  count: number;
  /** Trace ids of the runs that show it. */
  runs: readonly string[];
  /** Share of all runs, 0 to 1. */
  share: number;
  /** One sentence from the first of them. */
  example: string;
}

/** Puts the same observations together, those of most runs first. */
export function patternsIn(observations: readonly Observation[], total: number): RunPattern[] {
  const groups = new Map<string, Observation[]>();
  for (const one of observations) {
    const id = `${one.kind}\n${one.key}`;
    const group = groups.get(id);
    if (group) group.push(one);
    else groups.set(id, [one]);
  }
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      if (!first) return [];
      const runs = [...new Set(group.map((one) => one.traceId))];
      return [
        {
          kind: first.kind,
          key: first.key,
          count: group.length,
          runs,
          share: runs.length / Math.max(1, total),
          example: first.claim.text,
        },
      ];
    })
    .toSorted((a, b) => b.runs.length - a.runs.length || b.count - a.count);
}
