import type { SpanningTree } from "./spanning-tree.ts";

/**
 * The order in which Prim's algorithm, started at point 0 and taking the lowest index among equals, would add
 * the edges of a spanning tree. Mutual reachability makes many equal weights (every edge as long as a point's
 * core distance), and the order among them decides to which side of a split a bridging point goes; this order
 * is that of R's package, which the labels are pinned to.
 *
 * @returns edge numbers, first added first. O(n log n)
 */
export function insertionOrder(tree: SpanningTree): Int32Array {
  const edges = tree.weight.length;
  const { firstOf, edgeAt } = incidence(tree);
  const order = new Int32Array(edges);
  const added = new Uint8Array(edges + 1);
  const fringe = createFringe(edges);
  let count = 0;

  const reach = (point: number): void => {
    added[point] = 1;
    for (let i = firstOf[point]!; i < firstOf[point + 1]!; i++) {
      const edge = edgeAt[i]!;
      const other = tree.from[edge] === point ? tree.to[edge]! : tree.from[edge]!;
      if (!added[other]) fringe.push(tree.weight[edge]!, other, edge);
    }
  };
  reach(0);
  while (count < edges) {
    const { edge, point } = fringe.pop();
    order[count++] = edge;
    reach(point);
  }
  return order;
}

/** Edges at each point, as one list with offsets. */
function incidence({ from, to, weight }: SpanningTree) {
  const edges = weight.length;
  const firstOf = new Int32Array(edges + 2);
  for (let edge = 0; edge < edges; edge++) {
    firstOf[from[edge]! + 1]!++;
    firstOf[to[edge]! + 1]!++;
  }
  for (let i = 1; i < firstOf.length; i++) firstOf[i]! += firstOf[i - 1]!;
  const next = firstOf.slice();
  const edgeAt = new Int32Array(2 * edges);
  for (let edge = 0; edge < edges; edge++) {
    edgeAt[next[from[edge]!]!++] = edge;
    edgeAt[next[to[edge]!]!++] = edge;
  }
  return { firstOf, edgeAt };
}

/** A binary heap of edges by weight, then by the index of the point they lead to. */
function createFringe(capacity: number) {
  const weights = new Float64Array(capacity + 1);
  const points = new Int32Array(capacity + 1);
  const edges = new Int32Array(capacity + 1);
  let size = 0;
  const before = (weight: number, point: number, at: number) =>
    weight < weights[at]! || (weight === weights[at]! && point < points[at]!);
  const put = (at: number, weight: number, point: number, edge: number) => {
    weights[at] = weight;
    points[at] = point;
    edges[at] = edge;
  };
  const move = (from: number, to: number) => put(to, weights[from]!, points[from]!, edges[from]!);

  return {
    push(weight: number, point: number, edge: number): void {
      let at = size++;
      while (at > 0) {
        const above = (at - 1) >>> 1;
        if (!before(weight, point, above)) break;
        move(above, at);
        at = above;
      }
      put(at, weight, point, edge);
    },
    pop(): { edge: number; point: number } {
      const top = { edge: edges[0]!, point: points[0]! };
      size--;
      const [weight, point, edge] = [weights[size]!, points[size]!, edges[size]!];
      let at = 0;
      for (;;) {
        let below = 2 * at + 1;
        if (below >= size) break;
        if (below + 1 < size && before(weights[below + 1]!, points[below + 1]!, below)) below++;
        if (before(weight, point, below)) break;
        move(below, at);
        at = below;
      }
      put(at, weight, point, edge);
      return top;
    },
  };
}
