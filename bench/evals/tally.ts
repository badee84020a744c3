/** Counts of hits by name. */
export function tally() {
  const counts = new Map<string, { hits: number; trials: number }>();
  const total = () =>
    [...counts.values()].reduce(
      (sum, { hits, trials }) => ({ hits: sum.hits + hits, trials: sum.trials + trials }),
      { hits: 0, trials: 0 },
    );
  const percentOf = ({ hits, trials }: { hits: number; trials: number }) =>
    ((100 * hits) / Math.max(1, trials)).toFixed(1);
  return {
    count(name: string, isHit: boolean): void {
      const { hits, trials } = counts.get(name) ?? { hits: 0, trials: 0 };
      counts.set(name, { hits: hits + Number(isHit), trials: trials + 1 });
    },
    percent: () => percentOf(total()),
    lines: () =>
      [...counts]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(
          ([name, one]) => `  ${name.padEnd(32)} ${one.hits} of ${one.trials}, ${percentOf(one)}%`,
        )
        .join("\n"),
  };
}
