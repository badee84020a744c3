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
 * One column for each check, or for the overall verdict when there are fewer than two: with several checks, what
 * merely goes along with any failure, such as an alarm further down, would win in the overall verdict. When less than half of the runs carry a label, what
 * the runs say themselves (failure, review, runtime) are columns too: with labels these would only find out how a
 * legitimate review or block comes about. Runs without a label count as passed.
 */
export function labelColumns(
  traces: readonly TraceRow[],
  labels: ReadonlyMap<string, LabelRow>,
): LabelColumns {
  const { names, bitsOf } = labelReader(traces, labels);
  return { names, red: Int32Array.from(traces, bitsOf) };
}

/** The columns that a population calls for, and what they say of any run, also of one outside it. */
export function labelReader(
  traces: readonly TraceRow[],
  labels: ReadonlyMap<string, LabelRow>,
): { names: string[]; bitsOf: (trace: TraceRow) => number } {
  const checks = mostFrequentChecks(traces, labels);
  const labelled = traces.filter(({ run_id }) => labels.has(run_id)).length;
  const own: [string, (trace: TraceRow) => boolean][] =
    2 * labelled >= traces.length
      ? []
      : [
          ["own: failure signal", (trace) => trace.has_failure],
          ["own: waits for review", (trace) => trace.run_outcome === "review_needed"],
          [
            "own: blocked or failed",
            (trace) => ["blocked", "runtime_error"].includes(trace.run_outcome),
          ],
        ];
  const anyCheck: [string, (label: LabelRow) => boolean][] = [
    ["any check", ({ promptfoo_pass }) => !promptfoo_pass],
  ];
  const graded = [
    ...checks.map((check): [string, (label: LabelRow) => boolean] => [
      check,
      ({ promptfoo_failed_checks }) => promptfoo_failed_checks.includes(check),
    ]),
    ...(checks.length < 2 ? anyCheck : otherFailures(traces, labels, checks)),
  ];
  const bitsOf = (trace: TraceRow): number => {
    const label = labels.get(trace.run_id);
    let bits = 0;
    graded.forEach(([, holds], i) => {
      if (label && holds(label)) bits |= 1 << i;
    });
    own.forEach(([, holds], i) => {
      if (holds(trace)) bits |= 1 << (graded.length + i);
    });
    return bits;
  };
  return { names: [...graded, ...own].map(([name]) => name), bitsOf };
}

/** Red runs of which no listed check says why. */
function otherFailures(
  traces: readonly TraceRow[],
  labels: ReadonlyMap<string, LabelRow>,
  checks: readonly string[],
): [string, (label: LabelRow) => boolean][] {
  const unexplained = (label: LabelRow) =>
    !label.promptfoo_pass && !label.promptfoo_failed_checks.some((check) => checks.includes(check));
  const found = traces.some(({ run_id }) => {
    const label = labels.get(run_id);
    return label !== undefined && unexplained(label);
  });
  return found ? [["other failure", unexplained]] : [];
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
