import type { Measure } from "@loopwright/macro-evals";

/** Median and worst of each measure over the populations, and whether the median reaches its target. */
export function printTable(title: string, populations: readonly (readonly Measure[])[]): void {
  console.log(
    `\n${title}: median over ${populations.length} populations (worst), simulated models`,
  );
  for (const [i, { name, target, direction }] of (populations[0] ?? []).entries()) {
    const values = populations.flatMap((measures) => measures[i]?.value ?? []);
    if (values.length === 0) {
      console.log(`${name.padEnd(40)}not measured`);
      continue;
    }
    const aim = `target ${direction === "at_least" ? ">=" : "<="} ${target}`;
    const [middle, worst] = [medianOf(values), worstOf(values, direction)];
    const met = direction === "at_least" ? middle >= target : middle <= target;
    console.log(
      `${name.padEnd(40)}${middle.toFixed(3)}  (${worst.toFixed(3)})  ${aim}${met ? "" : "  MISSED"}`,
    );
  }
}

/** One line: what was tried, the figure, the target, and whether it holds. */
export function printRow(name: string, figure: string, target: string, met: boolean): void {
  console.log(`${name.padEnd(66)}${figure}  target ${target}${met ? "" : "  MISSED"}`);
}

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  if (sorted.length === 0) return Number.NaN;
  return sorted.length % 2 === 1
    ? (sorted[Math.floor(middle)] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

export function worstOf(values: readonly number[], direction: Measure["direction"]): number {
  return direction === "at_least" ? Math.min(...values) : Math.max(...values);
}
