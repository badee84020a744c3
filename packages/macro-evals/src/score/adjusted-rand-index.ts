/**
 * Adjusted Rand index of two labellings of the same things: 1 for the same groups, about 0 for chance.
 *
 * @source Hubert and Arabie, 1985
 * @example adjustedRandIndex(["a", "a", "b"], ["x", "x", "y"]) // 1
 */
export function adjustedRandIndex(left: readonly string[], right: readonly string[]): number {
  const pairs = (n: number) => (n * (n - 1)) / 2;
  const sumPairs = (counts: Iterable<number>) => {
    let sum = 0;
    for (const count of counts) sum += pairs(count);
    return sum;
  };
  const [rows, columns, cells] = [
    new Map<string, number>(),
    new Map<string, number>(),
    new Map<string, number>(),
  ];
  left.forEach((a, i) => {
    const b = right[i] ?? "";
    rows.set(a, (rows.get(a) ?? 0) + 1);
    columns.set(b, (columns.get(b) ?? 0) + 1);
    const cell = `${a}\u0000${b}`;
    cells.set(cell, (cells.get(cell) ?? 0) + 1);
  });
  const together = sumPairs(cells.values());
  const [a, b] = [sumPairs(rows.values()), sumPairs(columns.values())];
  const expected = left.length < 2 ? 0 : (a * b) / pairs(left.length);
  const largest = (a + b) / 2;
  return largest === expected ? 1 : (together - expected) / (largest - expected);
}
