import type { MergeTree } from "./single-linkage.ts";

/** One cluster of the condensed tree. Cluster 0 is the root that holds every point. */
export interface CondensedCluster {
  parent: number;
  children: number[];
  /** 1 / distance at which the cluster split off from its parent. */
  birth: number;
  /** Sum over its points of (lambda at which the point leaves - birth). */
  stability: number;
  size: number;
}

export interface CondensedTree {
  clusters: CondensedCluster[];
  /** The deepest cluster that each point belongs to, and the lambda at which it leaves it. */
  clusterOf: Int32Array;
  lambdaOf: Float64Array;
}

/**
 * Walks the merge tree from the top. A split whose two sides both hold at least `minClusterSize` points makes
 * two new clusters. When one side is smaller, its points leave and the larger side goes on as the cluster. When
 * both are smaller, both go on as the cluster, and each point leaves when it stands alone; so does R's package.
 *
 * @source Campello, Moulavi and Sander, "Density-based clustering based on hierarchical density estimates", 2013
 */
export function condense(tree: MergeTree, minClusterSize: number): CondensedTree {
  const { n } = tree;
  const clusters: CondensedCluster[] = [
    { parent: -1, children: [], birth: 0, stability: 0, size: n },
  ];
  const clusterOf = new Int32Array(n);
  const lambdaOf = new Float64Array(n);
  const lambdaAt = lambdas(tree);
  const sizeOf = (node: number) => (node < n ? 1 : tree.size[node - n]!);

  const leave = (node: number, cluster: number, lambda: number): void => {
    const open = [node];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next >= n) open.push(tree.left[next - n]!, tree.right[next - n]!);
      else {
        clusterOf[next] = cluster;
        lambdaOf[next] = lambda;
      }
    }
    const home = clusters[cluster]!;
    home.stability += sizeOf(node) * (lambda - home.birth);
  };
  const split = (node: number, parent: number, lambda: number): void => {
    const home = clusters[parent]!;
    home.stability += sizeOf(node) * (lambda - home.birth);
    home.children.push(clusters.length);
    open.push([node, clusters.length, lambda]);
    clusters.push({ parent, children: [], birth: lambda, stability: 0, size: sizeOf(node) });
  };

  const open: [node: number, cluster: number, lambda: number][] = n > 1 ? [[2 * n - 2, 0, 0]] : [];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [node, cluster, parentLambda] = next;
    if (node < n) {
      leave(node, cluster, parentLambda);
      continue;
    }
    const lambda = lambdaAt(node - n);
    const sides = [tree.left[node - n]!, tree.right[node - n]!];
    const large = sides.filter((side) => sizeOf(side) >= minClusterSize);
    if (large.length === 2) {
      for (const side of sides) split(side, cluster, lambda);
      continue;
    }
    for (const side of sides) {
      if (large.length === 0 || large.includes(side)) open.push([side, cluster, lambda]);
      else leave(side, cluster, lambda);
    }
  }
  return { clusters, clusterOf, lambdaOf };
}

/** 1 / weight. Coinciding points would be infinitely dense; they count as dense as the densest pair that is not. */
function lambdas(tree: MergeTree): (merge: number) => number {
  const smallest = tree.weight.find((weight) => weight > 0) ?? 1;
  return (merge) => 1 / Math.max(tree.weight[merge]!, smallest);
}
