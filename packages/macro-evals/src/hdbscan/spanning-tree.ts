import { squaredDistance, squaredDistanceToBox } from "./core-distances.ts";
import type { KdTree } from "./kd-tree.ts";

/** Edges of a spanning tree; ends are original indices, lower one first; weights are distances. */
export interface SpanningTree {
  from: Int32Array;
  to: Int32Array;
  weight: Float64Array;
}

/**
 * The minimum spanning tree of the mutual reachability graph, by Borůvka's rounds over one k-d tree: in each
 * round every component finds its lightest edge outward; subtrees that lie in one component are skipped.
 * Equal weights are ordered by the lower and then the higher original index, so the result depends on the
 * points alone.
 *
 * @source March, Ram and Gray, "Fast Euclidean minimum spanning tree", 2010 (single-tree variant)
 */
export function minimumSpanningTree(tree: KdTree, squaredCore: Float64Array): SpanningTree {
  const { n, dims, points, order, nodeCount, start, end, right, low, high } = tree;
  const edges = {
    from: new Int32Array(n - 1),
    to: new Int32Array(n - 1),
    weight: new Float64Array(n - 1),
  };
  const component = Int32Array.from({ length: n }, (_, i) => i);
  const parent = Int32Array.from({ length: n }, (_, i) => i);
  const nodeComponent = new Int32Array(nodeCount);
  const nodeLowestCore = lowestCorePerNode(tree, squaredCore);
  // Lightest edge outward of each component, found so far in this round.
  const bestWeight = new Float64Array(n);
  const bestFrom = new Int32Array(n);
  const bestTo = new Int32Array(n);
  // No point ever finds a lighter edge outward than the one it found before: components only grow.
  const floor = Float64Array.from(squaredCore);
  const stack = new Int32Array(256);
  const stackBound = new Float64Array(256);
  let found = 0;

  const find = (i: number): number => {
    let root = i;
    while (parent[root] !== root) root = parent[root]!;
    while (parent[i] !== root) {
      const next = parent[i]!;
      parent[i] = root;
      i = next;
    }
    return root;
  };

  const lightestOutward = (p: number): void => {
    const own = component[p]!;
    const core = squaredCore[p]!;
    const base = p * dims;
    let best = Infinity;
    let limit = bestWeight[own]!;
    let top = 0;
    stack[top] = 0;
    stackBound[top++] = core;
    while (top > 0) {
      const node = stack[--top]!;
      if (stackBound[top]! > limit || nodeComponent[node] === own) continue;
      const child = right[node]!;
      if (child === 0) {
        for (let q = start[node]!; q < end[node]!; q++) {
          if (component[q] === own) continue;
          const otherCore = squaredCore[q]!;
          if (otherCore > limit) continue;
          let weight = squaredDistance(points, base, q * dims, dims);
          if (otherCore > weight) weight = otherCore;
          if (core > weight) weight = core;
          if (weight < best) best = weight;
          if (weight > limit) continue;
          if (weight < limit || precedes(order[p]!, order[q]!, bestFrom[own]!, bestTo[own]!)) {
            bestWeight[own] = limit = weight;
            bestFrom[own] = p;
            bestTo[own] = q;
          }
        }
        continue;
      }
      const left = node + 1;
      const leftBound = bound(left, base, core);
      const rightBound = bound(child, base, core);
      const leftFirst = leftBound <= rightBound;
      stack[top] = leftFirst ? child : left;
      stackBound[top++] = leftFirst ? rightBound : leftBound;
      stack[top] = leftFirst ? left : child;
      stackBound[top++] = leftFirst ? leftBound : rightBound;
    }
    // A search cut short by another point's edge proves only that nothing lies below that edge's weight.
    const proven = Math.min(best, limit);
    if (proven > floor[p]!) floor[p] = proven;
  };

  const bound = (node: number, base: number, core: number): number => {
    let value = squaredDistanceToBox(points, base, low, high, node * dims, dims);
    if (nodeLowestCore[node]! > value) value = nodeLowestCore[node]!;
    return core > value ? core : value;
  };

  /** Whether the pair (a, b) comes before the pair of the positions (c, d). */
  const precedes = (a: number, b: number, c: number, d: number): boolean => {
    const [otherA, otherB] = [order[c]!, order[d]!];
    const lower = Math.min(a, b);
    const otherLower = Math.min(otherA, otherB);
    if (lower !== otherLower) return lower < otherLower;
    return Math.max(a, b) < Math.max(otherA, otherB);
  };

  const nameComponents = (): void => {
    for (let i = 0; i < n; i++) component[i] = find(i);
    for (let node = nodeCount - 1; node >= 0; node--) {
      const child = right[node]!;
      nodeComponent[node] =
        child === 0
          ? leafComponent(component, start[node]!, end[node]!)
          : shared(nodeComponent[node + 1]!, nodeComponent[child]!);
    }
  };

  const joinAlongLightestEdges = (): void => {
    for (let root = 0; root < n; root++) {
      if (component[root] !== root || bestWeight[root] === Infinity) continue;
      const [p, q] = [bestFrom[root]!, bestTo[root]!];
      const [a, b] = [find(p), find(q)];
      if (a === b) continue;
      parent[a] = b;
      edges.from[found] = Math.min(order[p]!, order[q]!);
      edges.to[found] = Math.max(order[p]!, order[q]!);
      edges.weight[found++] = Math.sqrt(bestWeight[root]!);
    }
  };

  while (found < n - 1) {
    nameComponents();
    bestWeight.fill(Infinity);
    for (let p = 0; p < n; p++) if (floor[p]! <= bestWeight[component[p]!]!) lightestOutward(p);
    joinAlongLightestEdges();
  }
  return edges;
}

function leafComponent(component: Int32Array, from: number, to: number): number {
  const first = component[from]!;
  for (let i = from + 1; i < to; i++) if (component[i] !== first) return -1;
  return first;
}

function shared(a: number, b: number): number {
  return a === b ? a : -1;
}

function lowestCorePerNode(tree: KdTree, squaredCore: Float64Array): Float64Array {
  const lowest = new Float64Array(tree.nodeCount);
  for (let node = tree.nodeCount - 1; node >= 0; node--) {
    const child = tree.right[node]!;
    if (child !== 0) {
      lowest[node] = Math.min(lowest[node + 1]!, lowest[child]!);
      continue;
    }
    let value = Infinity;
    for (let i = tree.start[node]!; i < tree.end[node]!; i++)
      if (squaredCore[i]! < value) value = squaredCore[i]!;
    lowest[node] = value;
  }
  return lowest;
}
