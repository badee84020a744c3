import type { KdTree } from "./kd-tree.ts";

/**
 * Squared distance of each point to its k-th nearest neighbour, in tree order. The point itself counts as the
 * first, so k = 1 gives zeros. When there are fewer than k points, the farthest one counts.
 */
export function squaredCoreDistances(tree: KdTree, k: number): Float64Array {
  const { n, dims, points, start, end, right, low, high } = tree;
  const wanted = Math.min(k, n);
  const result = new Float64Array(n);
  const nearest = new Float64Array(wanted);
  const stack = new Int32Array(256);
  const stackBound = new Float64Array(256);

  for (let p = 0; p < n; p++) {
    nearest.fill(Infinity);
    const base = p * dims;
    let worst = Infinity;
    let top = 0;
    stack[top] = 0;
    stackBound[top++] = 0;
    while (top > 0) {
      const node = stack[--top]!;
      if (stackBound[top]! >= worst) continue;
      const child = right[node]!;
      if (child === 0) {
        for (let q = start[node]!; q < end[node]!; q++) {
          const distance = squaredDistance(points, base, q * dims, dims);
          if (distance < worst) {
            insert(nearest, distance);
            worst = nearest[wanted - 1]!;
          }
        }
        continue;
      }
      const nearLeft = squaredDistanceToBox(points, base, low, high, (node + 1) * dims, dims);
      const nearRight = squaredDistanceToBox(points, base, low, high, child * dims, dims);
      // The nearer child goes on top, so that `worst` shrinks early.
      const leftFirst = nearLeft <= nearRight;
      stack[top] = leftFirst ? child : node + 1;
      stackBound[top++] = leftFirst ? nearRight : nearLeft;
      stack[top] = leftFirst ? node + 1 : child;
      stackBound[top++] = leftFirst ? nearLeft : nearRight;
    }
    result[p] = worst;
  }
  return result;
}

/** Puts a value into an ascending list of fixed length and drops the largest. */
function insert(ascending: Float64Array, value: number): void {
  let i = ascending.length - 1;
  while (i > 0 && ascending[i - 1]! > value) {
    ascending[i] = ascending[i - 1]!;
    i--;
  }
  ascending[i] = value;
}

export function squaredDistance(points: Float64Array, a: number, b: number, dims: number): number {
  let sum = 0;
  for (let d = 0; d < dims; d++) {
    const difference = points[a + d]! - points[b + d]!;
    sum += difference * difference;
  }
  return sum;
}

export function squaredDistanceToBox(
  points: Float64Array,
  at: number,
  low: Float64Array,
  high: Float64Array,
  box: number,
  dims: number,
): number {
  let sum = 0;
  for (let d = 0; d < dims; d++) {
    const value = points[at + d]!;
    const below = low[box + d]! - value;
    const above = value - high[box + d]!;
    const outside = below > 0 ? below : above > 0 ? above : 0;
    sum += outside * outside;
  }
  return sum;
}
