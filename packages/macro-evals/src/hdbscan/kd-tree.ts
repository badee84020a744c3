/**
 * A k-d tree over points in one flat array. Nodes are numbered in preorder: the left child of node i is i + 1,
 * children always have larger numbers than their parent.
 */
export interface KdTree {
  /** Number of points and of dimensions. */
  n: number;
  dims: number;
  /** Coordinates in tree order: point at position i starts at i * dims. */
  points: Float64Array;
  /** Original index of the point at each position. */
  order: Int32Array;
  nodeCount: number;
  /** First and one-past-last position of each node. */
  start: Int32Array;
  end: Int32Array;
  /** Right child of each node; 0 for a leaf. */
  right: Int32Array;
  /** Bounding box of each node, dims values a node. */
  low: Float64Array;
  high: Float64Array;
}

const leafSize = 16;

/**
 * Builds the tree by splitting the widest side at its median. O(n log n).
 *
 * @param points row-major coordinates, n * dims values
 */
export function buildKdTree(points: Float64Array, dims: number): KdTree {
  const n = points.length / dims;
  const capacity = Math.max(1, 4 * Math.ceil(n / leafSize) + 1);
  const order = Int32Array.from({ length: n }, (_, i) => i);
  const tree = {
    start: new Int32Array(capacity),
    end: new Int32Array(capacity),
    right: new Int32Array(capacity),
    low: new Float64Array(capacity * dims),
    high: new Float64Array(capacity * dims),
  };
  let nodeCount = 0;

  const build = (from: number, to: number): number => {
    const node = nodeCount++;
    tree.start[node] = from;
    tree.end[node] = to;
    const side = boundAndFindWidestSide(points, dims, order, from, to, tree, node);
    if (to - from > leafSize && side >= 0) {
      const middle = (from + to) >>> 1;
      selectByCoordinate(points, dims, order, side, from, to, middle);
      build(from, middle);
      tree.right[node] = build(middle, to);
    }
    return node;
  };
  build(0, n);

  return { n, dims, points: gather(points, dims, order), order, nodeCount, ...tree };
}

/** Fills the node's bounding box; returns its widest side, or -1 when all points coincide. */
function boundAndFindWidestSide(
  points: Float64Array,
  dims: number,
  order: Int32Array,
  from: number,
  to: number,
  box: { low: Float64Array; high: Float64Array },
  node: number,
): number {
  let widest = -1;
  let width = 0;
  for (let d = 0; d < dims; d++) {
    let low = Infinity;
    let high = -Infinity;
    for (let i = from; i < to; i++) {
      const value = points[order[i]! * dims + d]!;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    box.low[node * dims + d] = low;
    box.high[node * dims + d] = high;
    if (high - low > width) {
      width = high - low;
      widest = d;
    }
  }
  return widest;
}

/** Quickselect: afterwards no value left of `middle` is above any value from `middle` on. */
function selectByCoordinate(
  points: Float64Array,
  dims: number,
  order: Int32Array,
  side: number,
  from: number,
  to: number,
  middle: number,
): void {
  let low = from;
  let high = to - 1;
  while (low < high) {
    const pivot = medianOfThree(
      points[order[low]! * dims + side]!,
      points[order[(low + high) >>> 1]! * dims + side]!,
      points[order[high]! * dims + side]!,
    );
    let i = low;
    let j = high;
    while (i <= j) {
      while (points[order[i]! * dims + side]! < pivot) i++;
      while (points[order[j]! * dims + side]! > pivot) j--;
      if (i <= j) {
        const swap = order[i]!;
        order[i++] = order[j]!;
        order[j--] = swap;
      }
    }
    if (middle <= j) high = j;
    else if (middle >= i) low = i;
    else return;
  }
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

function gather(points: Float64Array, dims: number, order: Int32Array): Float64Array {
  const gathered = new Float64Array(points.length);
  for (let i = 0; i < order.length; i++)
    for (let d = 0; d < dims; d++) gathered[i * dims + d] = points[order[i]! * dims + d]!;
  return gathered;
}
