import { seededRandom } from "@loopwright/core/statistics";
import type { SparseRows } from "./sparse.ts";
import { symmetricEigen } from "./symmetric-eigen.ts";

/**
 * The rows of a sparse matrix in the space of its strongest directions (U times S of a truncated singular value
 * decomposition), by a random range finder with power iterations. The sign of each direction is chosen so that
 * its largest coordinate is positive; the seed is fixed, so same matrix, same numbers.
 *
 * @returns row-major coordinates, rows x dims; fewer dims than asked when the matrix has fewer
 * @source Halko, Martinsson and Tropp, "Finding structure with randomness", 2011
 */
export function truncatedSvd(
  matrix: SparseRows,
  wanted: number,
  rounds = 4,
): { points: Float64Array; dims: number; strengths: Float64Array } {
  const dims = Math.max(0, Math.min(wanted, matrix.rows, matrix.columns));
  if (dims === 0) return { points: new Float64Array(0), dims: 0, strengths: new Float64Array(0) };
  const width = Math.min(dims + 10, matrix.rows, matrix.columns);
  const random = seededRandom("truncated svd");
  let basis = Float64Array.from(
    { length: matrix.columns * width },
    () => random.next() + random.next() + random.next() - 1.5,
  );
  let range = times(matrix, basis, width);
  for (let round = 0; round < rounds; round++) {
    orthonormalize(range, matrix.rows, width);
    basis = transposedTimes(matrix, range, width);
    orthonormalize(basis, matrix.columns, width);
    range = times(matrix, basis, width);
  }
  orthonormalize(range, matrix.rows, width);
  // B = rangeᵀ A, so A ≈ range B; the eigenvectors of B Bᵀ rotate the range into the singular directions.
  const bt = transposedTimes(matrix, range, width);
  const { values, vectors } = symmetricEigen(gram(bt, matrix.columns, width), width);
  const points = new Float64Array(matrix.rows * dims);
  const strengths = new Float64Array(dims);
  for (let d = 0; d < dims; d++) {
    const strength = Math.sqrt(Math.max(0, values[d]!));
    strengths[d] = strength;
    let [largest, sign] = [0, 1];
    for (let r = 0; r < matrix.rows; r++) {
      let sum = 0;
      for (let w = 0; w < width; w++) sum += range[r * width + w]! * vectors[w * width + d]!;
      points[r * dims + d] = sum * strength;
      if (Math.abs(sum) > largest + 1e-9) [largest, sign] = [Math.abs(sum), Math.sign(sum)];
    }
    if (sign < 0) for (let r = 0; r < matrix.rows; r++) points[r * dims + d]! *= -1;
  }
  return { points, dims, strengths };
}

function times(matrix: SparseRows, right: Float64Array, width: number): Float64Array<ArrayBuffer> {
  const result = new Float64Array(matrix.rows * width);
  for (let r = 0; r < matrix.rows; r++)
    for (let i = matrix.start[r]!; i < matrix.start[r + 1]!; i++) {
      const value = matrix.value[i]!;
      const from = matrix.column[i]! * width;
      for (let w = 0; w < width; w++) result[r * width + w]! += value * right[from + w]!;
    }
  return result;
}

function transposedTimes(
  matrix: SparseRows,
  right: Float64Array,
  width: number,
): Float64Array<ArrayBuffer> {
  const result = new Float64Array(matrix.columns * width);
  for (let r = 0; r < matrix.rows; r++)
    for (let i = matrix.start[r]!; i < matrix.start[r + 1]!; i++) {
      const value = matrix.value[i]!;
      const to = matrix.column[i]! * width;
      for (let w = 0; w < width; w++) result[to + w]! += value * right[r * width + w]!;
    }
  return result;
}

/** Modified Gram-Schmidt, twice for safety; columns that vanish become zero. */
function orthonormalize(columns: Float64Array, rows: number, width: number): void {
  // Column by column in memory: the same sums in the same order, several times as fast.
  const turned = transposed(columns, rows, width);
  for (let w = 0; w < width; w++) {
    const own = turned.subarray(w * rows, (w + 1) * rows);
    for (let pass = 0; pass < 2; pass++)
      for (let v = 0; v < w; v++) {
        const other = turned.subarray(v * rows, (v + 1) * rows);
        let dot = 0;
        for (let r = 0; r < rows; r++) dot += own[r]! * other[r]!;
        if (dot === 0) continue;
        for (let r = 0; r < rows; r++) own[r]! -= dot * other[r]!;
      }
    let length = 0;
    for (let r = 0; r < rows; r++) length += own[r]! ** 2;
    const scale = length > 1e-18 ? 1 / Math.sqrt(length) : 0;
    for (let r = 0; r < rows; r++) own[r]! *= scale;
  }
  columns.set(transposed(turned, width, rows));
}

function transposed(matrix: Float64Array, rows: number, columns: number): Float64Array {
  const turned = new Float64Array(matrix.length);
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) turned[c * rows + r] = matrix[r * columns + c]!;
  return turned;
}

function gram(columns: Float64Array, rows: number, width: number): Float64Array {
  const result = new Float64Array(width * width);
  for (let r = 0; r < rows; r++)
    for (let w = 0; w < width; w++) {
      const value = columns[r * width + w]!;
      if (value === 0) continue;
      for (let v = 0; v < width; v++) result[w * width + v]! += value * columns[r * width + v]!;
    }
  return result;
}
