import { adjustedRandIndex } from "./adjusted-rand-index.ts";
import type { TruthRow } from "./truth-row.ts";

export interface EvaluateOptions {
  truth: readonly TruthRow[];
  assignments: readonly { run_id: string; pattern_id: string | null }[];
  suspects: readonly { run_id: string; rank: number; event_id: string; agent: string }[];
  drift: readonly { run_ids: readonly string[]; p_value: number }[];
  /** Case type by run, for leakage; and the runs that carry a red label. */
  caseTypes?: ReadonlyMap<string, string>;
  redRuns?: ReadonlySet<string>;
  /** Median adjusted Rand index over resamples, as the analysis reports it. */
  resampleAgreement?: number | null;
}

/** One line of the table: what was measured, the figure, the target. */
export interface Measure {
  name: string;
  value: number | null;
  target: number;
  /** `at_least` or `at_most` the target. */
  direction: "at_least" | "at_most";
  met: boolean | null;
  /** Counts behind the figure. */
  of: number;
}

export interface PatternScore {
  pattern_id: string;
  runs: number;
  /** The discovered pattern that holds most of its runs. */
  found_as: string | null;
  purity: number;
  coverage: number;
  found: boolean;
  step_at_1: number;
  step_at_3: number;
  agent_at_1: number;
  kinds: string[];
}

export interface Evaluation {
  measures: Measure[];
  patterns: PatternScore[];
}

const silentKinds = new Set(["omission", "wrong_order", "order"]);

/**
 * Compares an analysis with what was planted. A planted run that got no suspects counts as a miss, whichever the
 * reason. Runs of no pattern count as one group of their own in the adjusted Rand index.
 *
 * @example evaluateAgainstTruth({ truth, ...analysis }).measures
 */
export function evaluateAgainstTruth(options: EvaluateOptions): Evaluation {
  const truth = new Map(options.truth.map((row) => [row.run_id, row]));
  const assigned = options.assignments.filter(({ pattern_id }) => pattern_id !== null);
  const planted = options.truth.filter(({ pattern_id }) => pattern_id !== null);
  const patternOf = new Map(
    options.assignments.map(({ run_id, pattern_id }) => [run_id, pattern_id]),
  );
  const hits = culpritHits(planted, options.suspects);
  const patterns = patternScores(planted, options.assignments, hits);
  const silent = planted.filter(({ culprit_kind }) => silentKinds.has(culprit_kind ?? ""));
  const red = planted.filter(({ run_id }) => !options.redRuns || options.redRuns.has(run_id));
  const trueOf = (run_id: string) => truth.get(run_id)?.pattern_id ?? "none";
  const caseOf = (run_id: string) => options.caseTypes?.get(run_id) ?? "";
  const labels = assigned.map(({ pattern_id }) => pattern_id ?? "");
  const ids = assigned.map(({ run_id }) => run_id);
  const share = (rows: readonly TruthRow[], key: keyof Hit) =>
    rows.length === 0
      ? null
      : rows.filter(({ run_id }) => hits.get(run_id)?.[key]).length / rows.length;
  const window = windowScore(options);
  return {
    patterns,
    measures: [
      measure(
        "ARI on assigned runs",
        ids.length > 1 ? adjustedRandIndex(labels, ids.map(trueOf)) : null,
        0.85,
        ids.length,
      ),
      measure(
        "planted patterns found",
        ratio(patterns.filter(({ found }) => found).length, patterns.length),
        0.9,
        patterns.length,
      ),
      measure(
        "planted red runs assigned",
        ratio(red.filter(({ run_id }) => patternOf.get(run_id) != null).length, red.length),
        0.85,
        red.length,
      ),
      measure(
        "leakage: ARI with case type",
        options.caseTypes && ids.length > 1 ? adjustedRandIndex(labels, ids.map(caseOf)) : null,
        0.15,
        ids.length,
        "at_most",
      ),
      measure("culprit step first", share(planted, "step1"), 0.85, planted.length),
      measure("culprit step in first three", share(planted, "step3"), 0.95, planted.length),
      measure("culprit agent first", share(planted, "agent1"), 0.9, planted.length),
      measure("silent faults: culprit step first", share(silent, "step1"), 0.85, silent.length),
      measure("silent faults: culprit agent first", share(silent, "agent1"), 0.9, silent.length),
      measure(
        "resample agreement (median ARI)",
        options.resampleAgreement ?? null,
        0.8,
        ids.length,
      ),
      measure("rogue window overlap (IoU)", window?.overlap ?? null, 0.8, window?.runs ?? 0),
      measure("rogue window p-value", window?.p ?? null, 0.01, window?.runs ?? 0, "at_most"),
    ],
  };
}

interface Hit {
  step1: boolean;
  step3: boolean;
  agent1: boolean;
}

function culpritHits(
  planted: readonly TruthRow[],
  suspects: EvaluateOptions["suspects"],
): Map<string, Hit> {
  const byRun = new Map<string, { rank: number; event_id: string; agent: string }[]>();
  for (const suspect of suspects) {
    const list = byRun.get(suspect.run_id);
    if (list) list.push(suspect);
    else byRun.set(suspect.run_id, [suspect]);
  }
  return new Map(
    planted.map(({ run_id, culprit_event_id, culprit_agent }) => {
      const ranked = (byRun.get(run_id) ?? []).toSorted((a, b) => a.rank - b.rank);
      return [
        run_id,
        {
          step1: ranked[0] !== undefined && ranked[0].event_id === culprit_event_id,
          step3: ranked.slice(0, 3).some(({ event_id }) => event_id === culprit_event_id),
          agent1: ranked[0] !== undefined && ranked[0].agent === culprit_agent,
        },
      ];
    }),
  );
}

function patternScores(
  planted: readonly TruthRow[],
  assignments: EvaluateOptions["assignments"],
  hits: ReadonlyMap<string, Hit>,
): PatternScore[] {
  const sizes = countBy(assignments.flatMap(({ pattern_id }) => pattern_id ?? []));
  const patternOf = new Map(assignments.map(({ run_id, pattern_id }) => [run_id, pattern_id]));
  const names = [...new Set(planted.flatMap(({ pattern_id }) => pattern_id ?? []))].toSorted();
  return names.map((pattern_id) => {
    const rows = planted.filter((row) => row.pattern_id === pattern_id);
    const counts = countBy(rows.flatMap(({ run_id }) => patternOf.get(run_id) ?? []));
    const [found_as, hit] = [...counts].toSorted(([, a], [, b]) => b - a)[0] ?? [null, 0];
    const purity = found_as === null ? 0 : hit / (sizes.get(found_as) ?? 1);
    const coverage = hit / rows.length;
    const share = (key: keyof Hit) =>
      rows.filter(({ run_id }) => hits.get(run_id)?.[key]).length / rows.length;
    return {
      pattern_id,
      runs: rows.length,
      found_as,
      purity,
      coverage,
      found: purity >= 0.8 && coverage >= 0.5,
      step_at_1: share("step1"),
      step_at_3: share("step3"),
      agent_at_1: share("agent1"),
      kinds: [...new Set(rows.flatMap(({ culprit_kind }) => culprit_kind ?? []))],
    };
  });
}

/** The window that overlaps most with the runs of the rogue window's stretch. */
function windowScore({
  truth,
  drift,
}: EvaluateOptions): { overlap: number; p: number; runs: number } | undefined {
  const rogue = new Set(
    truth.filter(({ in_rogue_window }) => in_rogue_window).map(({ run_id }) => run_id),
  );
  if (rogue.size === 0) return undefined;
  const known = new Set(truth.map(({ run_id }) => run_id));
  let best = { overlap: 0, p: 1, runs: rogue.size };
  for (const { run_ids, p_value } of drift) {
    const runs = run_ids.filter((run) => known.has(run));
    const both = runs.filter((run) => rogue.has(run)).length;
    const overlap = both / (rogue.size + runs.length - both);
    if (overlap > best.overlap) best = { overlap, p: p_value, runs: rogue.size };
  }
  return best;
}

function measure(
  name: string,
  value: number | null,
  target: number,
  of: number,
  direction: Measure["direction"] = "at_least",
): Measure {
  const met = value === null ? null : direction === "at_least" ? value >= target : value <= target;
  return { name, value, target, direction, met, of };
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function countBy(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
