import type { LabelRow } from "../bundle/read-labels.ts";
import type { TraceRow } from "../bundle/records.ts";

/** What can be wrong with a run, one bit a column. */
export interface LabelColumns {
  names: string[];
  /** Bit c is set where the run is red in column c. At most 30 columns. */
  red: Int32Array;
}

const mostChecks = 20;

/**
 * One column for the overall verdict and one for each check. When less than half of the runs carry a label, what
 * the runs say themselves (failure, review, runtime) are columns too: with labels these would only find out how a
 * legitimate review or block comes about. Runs without a label count as passed.
 */
export function labelColumns(
  traces: readonly TraceRow[],
  labels: ReadonlyMap<string, LabelRow>,
): LabelColumns {
  const checks = mostFrequentChecks(traces, labels);
  const labelled = traces.filter(({ run_id }) => labels.has(run_id)).length;
  const own: [string, (trace: TraceRow) => boolean][] = 2 * labelled >= traces.length ? [] : [
    ["own: failure signal", (trace) => trace.has_failure],
    ["own: waits for review", (trace) => trace.run_outcome === "review_needed"],
    ["own: blocked or failed", (trace) => ["blocked", "runtime_error"].includes(trace.run_outcome)],
  ];
  const names = ["any check", ...checks, ...own.map(([name]) => name)];
  const red = Int32Array.from(traces, (trace) => {
    const label = labels.get(trace.run_id);
    let bits = label && !label.promptfoo_pass ? 1 : 0;
    checks.forEach((check, i) => {
      if (label?.promptfoo_failed_checks.includes(check)) bits |= 1 << (1 + i);
    });
    own.forEach(([, holds], i) => {
      if (holds(trace)) bits |= 1 << (1 + checks.length + i);
    });
    return bits;
  });
  return { names, red };
}

/** By number of failing runs; equal ones by first appearance, so that names decide nothing. */
function mostFrequentChecks(
  traces: readonly TraceRow[],
  labels: ReadonlyMap<string, LabelRow>,
): string[] {
  const counts = new Map<string, number>();
  for (const { run_id } of traces)
    for (const check of labels.get(run_id)?.promptfoo_failed_checks ?? [])
      counts.set(check, (counts.get(check) ?? 0) + 1);
  return [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, mostChecks)
    .map(([check]) => check);
}
