import { adjustForDiscoveries, wilsonInterval } from "@loopwright/core/statistics";
import { normalTail } from "../math/normal-tail.ts";

export interface SliceRun {
  run_id: string;
  /** Null for runs of no pattern. */
  pattern_id: string | null;
  /** Slice values by dimension: case type, outcome, version, region, whatever is known. */
  slices: Readonly<Record<string, string>>;
}

/** How frequent a pattern is in a slice, beside everywhere. */
export interface SliceLift {
  pattern_id: string;
  dimension: string;
  value: string;
  /** Runs of the pattern in the slice, and runs of the slice. */
  count: number;
  slice_runs: number;
  share: number;
  /** Wilson's 95% interval of the share. */
  low: number;
  high: number;
  overall_share: number;
  lift: number;
  /** Two-sided, adjusted over the whole table by Benjamini and Hochberg. */
  q_value: number;
}

/**
 * Share and lift of every pattern in every slice with enough support.
 *
 * @param support fewest runs of the pattern in the slice. Default 5
 * @returns rows by lift, largest first; only slices with at least two values in the data
 * @example sliceLift([{ run_id: "r1", pattern_id: "p", slices: { region: "EU" } }], 1)
 */
export function sliceLift(runs: readonly SliceRun[], support = 5): SliceLift[] {
  const patternSizes = countBy(runs.flatMap(({ pattern_id }) => pattern_id ?? []));
  const sliceSizes = countBy(runs.flatMap(({ slices }) => Object.entries(slices).map(cellOf)));
  const values = countBy([...sliceSizes.keys()].map((cell) => cell.split("\u0001")[0] ?? ""));
  const cells = countBy(
    runs.flatMap(({ pattern_id, slices }) =>
      pattern_id === null
        ? []
        : Object.entries(slices).map((entry) => `${pattern_id}\u0001${cellOf(entry)}`),
    ),
  );
  const rows = [...cells].flatMap(([cell, count]) => {
    const [pattern_id = "", dimension = "", value = ""] = cell.split("\u0001");
    const slice_runs = sliceSizes.get(`${dimension}\u0001${value}`) ?? 0;
    if (count < support || (values.get(dimension) ?? 0) < 2) return [];
    const total = patternSizes.get(pattern_id) ?? 0;
    const overall_share = total / runs.length;
    const { estimate, low, high } = wilsonInterval(count, slice_runs);
    return [
      {
        pattern_id,
        dimension,
        value,
        count,
        slice_runs,
        share: estimate,
        low,
        high,
        overall_share,
        lift: estimate / overall_share,
        q_value: pValue({ count, slice_runs, total, runs: runs.length }),
      },
    ];
  });
  const adjusted = adjustForDiscoveries(rows.map(({ q_value }) => q_value));
  return rows
    .map((row, i) => ({ ...row, q_value: adjusted[i] ?? 1 }))
    .toSorted(
      (a, b) =>
        b.lift - a.lift ||
        compareText(
          `${a.pattern_id} ${a.dimension} ${a.value}`,
          `${b.pattern_id} ${b.dimension} ${b.value}`,
        ),
    );
}

/** Hypergeometric mean and variance, normal tail. */
function pValue({
  count,
  slice_runs,
  total,
  runs,
}: {
  count: number;
  slice_runs: number;
  total: number;
  runs: number;
}): number {
  const expected = (slice_runs * total) / runs;
  const variance =
    (expected * (runs - slice_runs) * (runs - total)) / (runs * Math.max(1, runs - 1));
  if (variance <= 0) return 1;
  const z = Math.max(0, Math.abs(count - expected) - 0.5) / Math.sqrt(variance);
  return Math.min(1, 2 * normalTail(z));
}

function cellOf([dimension, value]: [string, string]): string {
  return `${dimension}\u0001${value}`;
}

function countBy(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
