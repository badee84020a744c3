/** `4.3%`; small shares keep a digit, large ones do not need it. */
export function percent(share: number): string {
  const value = 100 * share;
  return `${value >= 10 || Number.isInteger(value) ? Math.round(value) : value.toFixed(1)}%`;
}

/** Numbers as a person reads them: `12`, `3.4`, `0.018`. */
export function figure(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return Math.abs(value) >= 0.1
    ? value.toFixed(value >= 100 ? 0 : 2).replace(/\.?0+$/, "")
    : value.toPrecision(2);
}

/** `1 run`, `12 runs`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** Machine names as words: `clean_simple` becomes `clean simple`. */
export function spaced(name: string): string {
  return name.replaceAll("_", " ");
}

/** By code units: the same everywhere, whatever the locale. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** How often each key comes up, most frequent first. */
export function tally(keys: Iterable<string>): [key: string, count: number][] {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].sort(([a, x], [b, y]) => y - x || compare(a, b));
}
