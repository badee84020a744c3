import { condense, type CondensedTree } from "./condensed-tree.ts";
import { squaredCoreDistances } from "./core-distances.ts";
import { selectByExcessOfMass } from "./excess-of-mass.ts";
import { buildKdTree } from "./kd-tree.ts";
import { singleLinkage } from "./single-linkage.ts";
import { minimumSpanningTree } from "./spanning-tree.ts";

export interface HdbscanOptions {
  /** Row-major coordinates, n * dims finite numbers. */
  points: Float64Array;
  dims: number;
  /** Fewest points that make a cluster. At least 2. */
  minClusterSize: number;
  /** Neighbours that make a point dense, itself counted. Default: minClusterSize. */
  minSamples?: number;
}

export interface HdbscanResult {
  /** Cluster of each point, 0..k-1 in order of their first point; -1 for noise. */
  labels: Int32Array;
  clusterCount: number;
  /** How strongly each point belongs to its cluster, 0..1; 0 for noise. */
  membership: Float64Array;
  /** Distance to the minSamples-th nearest neighbour. */
  coreDistances: Float64Array;
}

/**
 * HDBSCAN*: density clustering without a distance threshold. Exact; Euclidean.
 *
 * Same points, same labels: ties are broken by index, so sort the points by something of their own when their
 * order is an accident.
 *
 * @throws RangeError for sizes that make no sense or coordinates that are not finite
 * @source Campello, Moulavi and Sander, 2013; labels are those of R's `dbscan::hdbscan` when
 *   minSamples = minClusterSize
 * @example hdbscan({ points: Float64Array.of(0, 0.1, 0.2, 9, 9.1, 9.2), dims: 1, minClusterSize: 2 }).labels
 */
export function hdbscan(options: HdbscanOptions): HdbscanResult {
  const { points, dims, minClusterSize } = options;
  const minSamples = options.minSamples ?? minClusterSize;
  checkOptions(points, dims, minClusterSize, minSamples);
  const n = points.length / dims;
  if (n < 2) return nothing(n);
  const tree = buildKdTree(points, dims);
  const squaredCore = squaredCoreDistances(tree, minSamples);
  const condensed = condense(singleLinkage(minimumSpanningTree(tree, squaredCore)), minClusterSize);
  const chosen = selectByExcessOfMass(condensed);
  return {
    ...assign(condensed, chosen, n),
    coreDistances: inOriginalOrder(squaredCore, tree.order),
  };
}

function assign(tree: CondensedTree, chosen: readonly number[], n: number) {
  const home = homes(tree, chosen);
  const numberOf = new Map<number, number>();
  const labels = new Int32Array(n);
  const membership = new Float64Array(n);
  const densest = new Map<number, number>();
  for (let i = 0; i < n; i++) {
    const cluster = home[tree.clusterOf[i]!]!;
    if (cluster < 0) {
      labels[i] = -1;
      continue;
    }
    if (!numberOf.has(cluster)) numberOf.set(cluster, numberOf.size);
    labels[i] = numberOf.get(cluster)!;
    densest.set(cluster, Math.max(densest.get(cluster) ?? 0, tree.lambdaOf[i]!));
  }
  for (let i = 0; i < n; i++) {
    const cluster = home[tree.clusterOf[i]!]!;
    if (cluster >= 0) membership[i] = Math.min(1, tree.lambdaOf[i]! / (densest.get(cluster) || 1));
  }
  return { labels, membership, clusterCount: numberOf.size };
}

/** The chosen cluster at or above each cluster; -1 where there is none. */
function homes({ clusters }: CondensedTree, chosen: readonly number[]): Int32Array {
  const isChosen = new Set(chosen);
  const home = new Int32Array(clusters.length).fill(-1);
  for (let cluster = 1; cluster < clusters.length; cluster++)
    home[cluster] = isChosen.has(cluster) ? cluster : home[clusters[cluster]!.parent]!;
  return home;
}

function inOriginalOrder(squared: Float64Array, order: Int32Array): Float64Array {
  const distances = new Float64Array(squared.length);
  for (let i = 0; i < order.length; i++) distances[order[i]!] = Math.sqrt(squared[i]!);
  return distances;
}

function nothing(n: number): HdbscanResult {
  return {
    labels: new Int32Array(n).fill(-1),
    clusterCount: 0,
    membership: new Float64Array(n),
    coreDistances: new Float64Array(n),
  };
}

function checkOptions(
  points: Float64Array,
  dims: number,
  minClusterSize: number,
  minSamples: number,
): void {
  if (!Number.isInteger(dims) || dims < 1 || points.length % dims !== 0)
    throw new RangeError(`dims: ${points.length} coordinates do not make rows of ${dims}`);
  if (!Number.isInteger(minClusterSize) || minClusterSize < 2)
    throw new RangeError(
      `minClusterSize: expected a whole number from 2 up, found ${minClusterSize}`,
    );
  if (!Number.isInteger(minSamples) || minSamples < 1)
    throw new RangeError(`minSamples: expected a whole number from 1 up, found ${minSamples}`);
  const bad = points.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new RangeError(`points: row ${Math.floor(bad / dims)} holds ${points[bad]}`);
}
