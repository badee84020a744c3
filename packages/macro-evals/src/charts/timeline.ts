import { compare } from "../bundle/event-rows.ts";
import type { Analysis } from "../analysis.ts";
import type { TimelineChart } from "./chart.ts";

const mostBins = 50;

/** Runs in time order, in at most 50 bins. */
export function timeline({
  assignments,
  drift,
  starts,
}: Pick<Analysis, "assignments" | "drift" | "starts">): TimelineChart {
  const ordered = assignments.toSorted(
    (a, b) =>
      compare(starts[a.run_id] ?? "", starts[b.run_id] ?? "") || compare(a.run_id, b.run_id),
  );
  const size = Math.max(1, Math.ceil(ordered.length / mostBins));
  const count = Math.ceil(ordered.length / size);
  const position = new Map(ordered.map(({ run_id }, i) => [run_id, i]));
  const binOf = (run: string) => Math.floor((position.get(run) ?? 0) / size);
  return {
    kind: "timeline",
    id: "drift",
    title: "Behaviour over time",
    means:
      "Shaded stretches differ from the rest by more than shuffled orders do; the label says in what.",
    does_not_mean:
      "That the change is bad, or when it was made: only when its runs began and ended.",
    bins: Array.from({ length: count }, (_, bin) => {
      const runs = ordered.slice(bin * size, (bin + 1) * size);
      const by_pattern: Record<string, number> = {};
      for (const { pattern_id } of runs)
        if (pattern_id !== null) by_pattern[pattern_id] = (by_pattern[pattern_id] ?? 0) + 1;
      const first = runs[0]?.run_id ?? "";
      return {
        first_run: first,
        started_at: starts[first] ?? "",
        runs: runs.length,
        red: runs.filter(({ troubled }) => troubled).length,
        by_pattern,
      };
    }),
    windows: drift.map(({ first_run, last_run, p_value, differs }) => ({
      from_bin: binOf(first_run),
      to_bin: binOf(last_run),
      p_value,
      label: differs[0]?.behaviour ?? "",
    })),
  };
}
