import { hdbscan } from "../hdbscan/hdbscan.ts";
import { normalizeRows, sparseRows } from "../math/sparse.ts";
import { truncatedSvd } from "../math/truncated-svd.ts";
import type { Evidence } from "./evidence.ts";

export interface SeedOptions {
  evidence: Evidence;
  /** Runs to cluster: those with any signal of trouble. */
  runs: readonly number[];
  minClusterSize: number;
  /** Dimensions after the decomposition. Default 20. */
  dims?: number;
}

/** Above this share of the troubled runs a feature says nothing about which trouble it is. */
const commonShare = 0.35;
const strongest = 3;

/**
 * Groups troubled runs by what sets them apart: weights (contrast times specificity) of kept features and of their
 * sites, decomposed, then HDBSCAN*.
 *
 * @returns cluster of each run of the population, -1 for none; coordinates of the clustered runs
 */
export function seedClusters({ evidence, runs, minClusterSize, dims = 20 }: SeedOptions): {
  labels: Int32Array;
  points: Float64Array;
  dims: number;
  rows: number[];
} {
  const rows = runs.filter((run) => evidence.byRun[run]!.length > 0);
  const labels = new Int32Array(evidence.runCount).fill(-1);
  const matrix = sparseRows(
    weightedRows(evidence, rows),
    evidence.features.length + evidence.groupCount,
  );
  normalizeRows(matrix);
  const svd = truncatedSvd(matrix, dims);
  if (rows.length < 2 * minClusterSize || svd.dims === 0)
    return { labels, points: svd.points, dims: svd.dims, rows };
  const clustered = hdbscan({
    points: svd.points,
    dims: svd.dims,
    minClusterSize,
    minSamples: Math.min(5, minClusterSize),
  });
  rows.forEach((run, i) => (labels[run] = clustered.labels[i]!));
  return { labels, points: svd.points, dims: svd.dims, rows };
}

function weightedRows(evidence: Evidence, rows: readonly number[]): [number, number][][] {
  const shown = new Int32Array(evidence.features.length);
  for (const run of rows) for (const f of evidence.byRun[run]!) shown[f]!++;
  const weight = Float64Array.from(shown, (count, f) => {
    const specificity = Math.log(commonShare / (count / Math.max(1, rows.length)));
    return Math.max(0, specificity) * Math.min(strongest, evidence.strength[f]!);
  });
  return rows.map((run) => {
    const groups = new Map<number, number>();
    const entries = evidence.byRun[run]!.map((f): [number, number] => {
      const g = evidence.group[f]!;
      groups.set(g, Math.max(groups.get(g) ?? 0, weight[f]!));
      return [f, weight[f]!];
    });
    for (const [g, value] of groups) entries.push([evidence.features.length + g, 1.5 * value]);
    return entries.filter(([, value]) => value > 0);
  });
}
