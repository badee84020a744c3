/** One figure of a population, held against what it should be. */
export interface Check {
  name: string;
  value: string;
  wanted: string;
  holds: boolean;
}

export function between(name: string, value: number, [least, most]: [number, number]): Check {
  const wanted = least === most ? String(least) : `${least} to ${most}`;
  return { name, value: rounded(value), wanted, holds: value >= least && value <= most };
}

export function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

export function mean(values: readonly number[]): number {
  return share(
    values.reduce((sum, value) => sum + value, 0),
    values.length,
  );
}

/** Nearest rank. */
export function quantile(values: readonly number[], at: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(at * (values.length - 1))] ?? Number.NaN;
}

function rounded(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toPrecision(3);
}
