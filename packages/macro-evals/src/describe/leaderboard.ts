import type { Suspect } from "../localize/suspects.ts";
import type { PatternSuspect } from "./pattern.ts";

interface Entry {
  suspect: Suspect;
  first: number;
  score: number;
  seen: number;
  /** How often each feature speaks against it. */
  reasons: Map<number, number>;
}

const mostSuspects = 5;
const ranksCounted = 3;
/** Suspects that rank first in fewer of the runs than this, and are hardly ever near it, are left out. */
const leastFirst = 0.05;
const leastSeen = 0.25;

/** A suspect of a pattern, with the number of the feature that most often speaks against it. */
export interface RankedSuspect {
  suspect: PatternSuspect;
  feature: number;
}

/** Who ranks first in how many of a pattern's runs, and what most often speaks against it. */
export function leaderboard(
  runs: readonly number[],
  suspects: readonly (readonly Suspect[])[],
  textOf: (feature: number) => string,
): RankedSuspect[] {
  const entries = new Map<string, Entry>();
  for (const run of runs)
    for (const suspect of (suspects[run] ?? []).slice(0, ranksCounted)) count(entries, suspect);
  return [...entries.values()]
    .filter(
      ({ first, seen }) => first >= leastFirst * runs.length || seen >= leastSeen * runs.length,
    )
    .toSorted((a, b) => b.first - a.first || b.score - a.score)
    .slice(0, mostSuspects)
    .map(({ suspect, first, score, seen, reasons }) => {
      const feature = [...reasons].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? suspect.feature;
      return {
        feature,
        suspect: {
          agent: suspect.agent,
          tool: suspect.tool,
          kind: suspect.kind,
          coverage: first / Math.max(1, runs.length),
          mean_score: score / seen,
          because: textOf(feature),
        },
      };
    });
}

function count(entries: Map<string, Entry>, suspect: Suspect): void {
  const key = JSON.stringify([suspect.agent, suspect.tool, suspect.kind]);
  const entry = entries.get(key) ?? { suspect, first: 0, score: 0, seen: 0, reasons: new Map() };
  entries.set(key, entry);
  if (suspect.rank === 1) entry.first++;
  entry.score += suspect.score;
  entry.seen++;
  entry.reasons.set(suspect.feature, (entry.reasons.get(suspect.feature) ?? 0) + 1);
}
