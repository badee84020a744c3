/** Checks that are looked at alone, and pairs that often fail together: a fault can break two rubrics at once. */
export interface CheckSets {
  /** One bit a check. */
  masks: Int32Array;
  /** The checks of each set, one or two. */
  members: readonly (readonly number[])[];
}

export interface CheckTable {
  /** Failed checks of each run, one bit each. */
  red: Int32Array;
  columns: number;
  stratum: Int32Array;
  strata: number;
}

const mostPairs = 10;
/** Standard deviations by which two checks must fail together more often than chance lets them. */
const together = 3;

/**
 * Every check, and the pairs that fail together most beyond chance. Pairs depend on the label rows alone, so they
 * are the same for every permutation of the rows within strata.
 */
export function checkSets(table: CheckTable): CheckSets {
  const single = Array.from({ length: table.columns }, (_, c) => [c]);
  const pairs = single
    .flatMap(([a = 0]) =>
      single.slice(a + 1).map(([b = 0]) => ({ pair: [a, b], z: surplus(table, a, b) })),
    )
    .filter(({ z }) => z > together)
    .toSorted((x, y) => y.z - x.z)
    .slice(0, mostPairs)
    .map(({ pair }) => pair);
  const members = [...single, ...pairs];
  return {
    members,
    masks: Int32Array.from(members, (set) => set.reduce((mask, c) => mask | (1 << c), 0)),
  };
}

/** The names of the checks in a mask. */
export function checkNames(names: readonly string[], mask: number): string {
  return names.filter((_, c) => mask & (1 << c)).join(" + ");
}

function surplus({ red, stratum, strata }: CheckTable, a: number, b: number): number {
  const [size, ofA, ofB, ofBoth] = [0, 1, 2, 3].map(() => new Float64Array(strata));
  red.forEach((bits, run) => {
    const s = stratum[run]!;
    size![s]!++;
    if (bits & (1 << a)) ofA![s]!++;
    if (bits & (1 << b)) ofB![s]!++;
    if (bits & (1 << a) && bits & (1 << b)) ofBoth![s]!++;
  });
  let [excess, variance] = [0, 0];
  for (let s = 0; s < strata; s++) {
    const [n, m, k] = [size![s]!, ofA![s]!, ofB![s]!];
    if (n < 2) continue;
    excess += ofBoth![s]! - (m * k) / n;
    variance += (k * (n - k) * m * (n - m)) / (n * n * (n - 1));
  }
  return variance > 0 ? excess / Math.sqrt(variance) : 0;
}
