/** Rows of a matrix that is mostly zeros. */
export interface SparseRows {
  rows: number;
  columns: number;
  /** Entries of row r: `start[r] .. start[r + 1] - 1`. */
  start: Int32Array;
  column: Int32Array;
  value: Float64Array;
}

/** Builds a sparse matrix from one list of (column, value) per row. */
export function sparseRows(
  rows: readonly (readonly (readonly [column: number, value: number])[])[],
  columns: number,
): SparseRows {
  const start = new Int32Array(rows.length + 1);
  rows.forEach((row, r) => (start[r + 1] = start[r]! + row.length));
  const column = new Int32Array(start[rows.length]!);
  const value = new Float64Array(column.length);
  rows.forEach((row, r) =>
    row.forEach(([c, v], i) => {
      column[start[r]! + i] = c;
      value[start[r]! + i] = v;
    }),
  );
  return { rows: rows.length, columns, start, column, value };
}

/** Scales each row to length 1; empty rows stay empty. */
export function normalizeRows(matrix: SparseRows): void {
  for (let r = 0; r < matrix.rows; r++) {
    let sum = 0;
    for (let i = matrix.start[r]!; i < matrix.start[r + 1]!; i++) sum += matrix.value[i]! ** 2;
    if (sum === 0) continue;
    const scale = 1 / Math.sqrt(sum);
    for (let i = matrix.start[r]!; i < matrix.start[r + 1]!; i++) matrix.value[i]! *= scale;
  }
}
