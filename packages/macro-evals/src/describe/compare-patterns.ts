import { normalTail } from "../math/normal-tail.ts";
import type { BehaviorPattern } from "./pattern.ts";

/** How a pattern's share of the runs moved between two analyses of the same system. */
export interface PatternChange {
  id: string;
  label: string;
  /** `same` when chance explains the difference. */
  change: "new" | "gone" | "rose" | "fell" | "same";
  /** Share of the runs in the earlier and in the later analysis. */
  before: number;
  after: number;
  /** Two-sided p-value of equal shares. */
  p_value: number;
  /** In words: `X fell from 12% to 1%`. */
  text: string;
}

type Counted = Pick<BehaviorPattern, "id" | "label" | "trace_count" | "prevalence">;

export interface ComparePatternsOptions {
  /** Patterns of the earlier analysis. */
  previous: readonly Counted[];
  /** Patterns of the later one, analysed with `previous` so that ids are kept. */
  patterns: readonly Counted[];
  /** Runs of either analysis; only needed where it has no pattern. */
  previousRuns?: number;
  runs?: number;
  /** Differences above this p-value count as none. Default 0.05. */
  significance?: number;
}

/**
 * What changed between two analyses: which patterns are new, which are gone, which rose or fell, those that moved
 * most first.
 *
 * @source two shares compared by the pooled z-test
 * @example comparePatterns({ previous, patterns }).map(({ text }) => text) // "… fell from 12.0% to 1.0%"
 */
export function comparePatterns(options: ComparePatternsOptions): PatternChange[] {
  const { previous, patterns, significance = 0.05 } = options;
  const runsBefore = options.previousRuns ?? runsOf(previous);
  const runsAfter = options.runs ?? runsOf(patterns);
  const earlier = new Map(previous.map((pattern) => [pattern.id, pattern]));
  const later = new Map(patterns.map((pattern) => [pattern.id, pattern]));
  return [...new Set([...later.keys(), ...earlier.keys()])]
    .map((id): PatternChange => {
      const [old, now] = [earlier.get(id), later.get(id)];
      const [before, after] = [old?.prevalence ?? 0, now?.prevalence ?? 0];
      const p_value = pValue(
        { hits: old?.trace_count ?? 0, of: runsBefore },
        { hits: now?.trace_count ?? 0, of: runsAfter },
      );
      const change = kindOf({
        isOld: old !== undefined,
        isNow: now !== undefined,
        before,
        after,
        significant: p_value <= significance,
      });
      const label = now?.label ?? old?.label ?? "";
      return {
        id,
        label,
        change,
        before,
        after,
        p_value,
        text: inWords(label, change, before, after),
      };
    })
    .toSorted((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before));
}

function kindOf(facts: {
  isOld: boolean;
  isNow: boolean;
  before: number;
  after: number;
  significant: boolean;
}): PatternChange["change"] {
  if (!facts.isOld) return "new";
  if (!facts.isNow) return "gone";
  if (!facts.significant) return "same";
  return facts.after > facts.before ? "rose" : "fell";
}

function inWords(
  label: string,
  change: PatternChange["change"],
  before: number,
  after: number,
): string {
  switch (change) {
    case "new":
      return `"${label}" is new, in ${percent(after)} of the runs`;
    case "gone":
      return `"${label}" is gone, from ${percent(before)} of the runs`;
    case "same":
      return `"${label}" stays at ${percent(after)} (${percent(before)} before)`;
    default:
      return `"${label}" ${change} from ${percent(before)} to ${percent(after)}`;
  }
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}

function runsOf(patterns: readonly Counted[]): number {
  const [first] = patterns;
  return first && first.prevalence > 0 ? Math.round(first.trace_count / first.prevalence) : 0;
}

function pValue(a: { hits: number; of: number }, b: { hits: number; of: number }): number {
  if (a.of === 0 || b.of === 0) return 1;
  const pooled = (a.hits + b.hits) / (a.of + b.of);
  const spread = Math.sqrt(pooled * (1 - pooled) * (1 / a.of + 1 / b.of));
  if (spread === 0) return 1;
  return 2 * normalTail(Math.abs(a.hits / a.of - b.hits / b.of) / spread);
}
