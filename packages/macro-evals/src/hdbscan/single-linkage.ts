import { insertionOrder } from "./insertion-order.ts";
import type { SpanningTree } from "./spanning-tree.ts";

/**
 * A binary merge tree: n - 1 merges in order of weight. Points are 0..n-1; merge i makes node n + i.
 */
export interface MergeTree {
  n: number;
  left: Int32Array;
  right: Int32Array;
  /** Distance at which the two sides meet. */
  weight: Float64Array;
  /** Points below each merge. */
  size: Int32Array;
}

/** Sorts the edges by weight, equal ones by insertion order, and joins along them. */
export function singleLinkage(edges: SpanningTree): MergeTree {
  const { from, to, weight } = edges;
  const merges = weight.length;
  const n = merges + 1;
  // A typed array's sort is stable, so equal weights keep the order they come in.
  const sorted = insertionOrder(edges).sort((a, b) => weight[a]! - weight[b]!);
  const tree = {
    n,
    left: new Int32Array(merges),
    right: new Int32Array(merges),
    weight: new Float64Array(merges),
    size: new Int32Array(merges),
  };
  const parent = Int32Array.from({ length: n }, (_, i) => i);
  const nodeOf = Int32Array.from({ length: n }, (_, i) => i);
  const find = (i: number): number => {
    while (parent[i] !== i) {
      parent[i] = parent[parent[i]!]!;
      i = parent[i]!;
    }
    return i;
  };
  const sizeOf = (node: number) => (node < n ? 1 : tree.size[node - n]!);

  for (let i = 0; i < merges; i++) {
    const edge = sorted[i]!;
    const [a, b] = [find(from[edge]!), find(to[edge]!)];
    const [left, right] = [nodeOf[a]!, nodeOf[b]!];
    tree.left[i] = left;
    tree.right[i] = right;
    tree.weight[i] = weight[edge]!;
    tree.size[i] = sizeOf(left) + sizeOf(right);
    parent[a] = b;
    nodeOf[b] = n + i;
  }
  return tree;
}
