import type { TruthRow } from "../../src/index.ts";
import { between, share, type Check } from "./check.ts";
import type { CountedRun, Population } from "./read-population.ts";

/** What is planted: how often, in how many kinds of order, how much of it silent, and whether each has its step. */
export function plantedChecks({ rows, runs }: Population): Check[] {
  const planted = [...runs.values()].flatMap((run) =>
    run.truth && run.truth.pattern_id !== null ? [{ ...run, truth: run.truth }] : [],
  );
  const ids = [...new Set(planted.map(({ truth }) => truth.pattern_id ?? ""))].toSorted();
  const silent = new Set(
    planted
      .filter(({ truth }) => truth.culprit_kind !== "action")
      .map(({ truth }) => truth.pattern_id),
  );
  const second = planted.filter(({ truth }) => truth.further_patterns.length > 0).length;
  return [
    between("patterns beside the rogue window", ids.length - 1, [10, 30]),
    between("patterns of omission or wrong order", silent.size, [2, ids.length]),
    ...ids.flatMap((id) => {
      const own = planted.filter(({ truth }) => truth.pattern_id === id);
      const kinds = new Set(own.map(({ caseType }) => caseType)).size;
      const least = (15 * rows.length) / 1000;
      return [
        between(`runs with ${id}`, own.length, [least, rows.length / 5]),
        between(`kinds of order with ${id}`, kinds, [5, 14]),
      ];
    }),
    between(
      "planted runs with a second pattern, share",
      share(second, planted.length),
      [0.04, 0.12],
    ),
    between("planted runs whose step is not in the bundle", planted.filter(isLost).length, [0, 0]),
    between(
      "omissions not at the last event of their agent",
      planted.filter(isEarly).length,
      [0, 0],
    ),
    ...windowChecks(runs, rows.length),
  ];
}

interface Planted extends CountedRun {
  truth: TruthRow;
}

function isLost({ truth, events }: Planted): boolean {
  return events.get(truth.culprit_event_id ?? "") !== truth.culprit_agent;
}

function isEarly({ truth, events }: Planted): boolean {
  if (truth.culprit_kind !== "omission") return false;
  const own = [...events].filter(([, agent]) => agent === truth.culprit_agent);
  return own.at(-1)?.[0] !== truth.culprit_event_id;
}

/** The window is a tenth of the runs, in a row but for runner errors, and named by a tenth of its metadata. */
function windowChecks(runs: Population["runs"], total: number): Check[] {
  const order = [...runs.keys()].toSorted();
  const inside = order.filter((id) => runs.get(id)?.truth?.in_rogue_window);
  const from = order.indexOf(inside[0] ?? "");
  const until = order.indexOf(inside.at(-1) ?? "");
  const named = (of: readonly string[]) => of.filter((id) => runs.get(id)?.shadowNamed).length;
  const outside = order.filter((id) => !runs.get(id)?.truth?.in_rogue_window);
  return [
    between("rogue window, share of runs", share(inside.length, total), [0.09, 0.11]),
    between(
      "rogue window, runs within that are not its own",
      until - from + 1 - inside.length,
      [0, 0],
    ),
    between("rogue window, place of its first run", share(from, order.length), [0.6, 0.9]),
    between(
      "rogue window, share named by metadata",
      share(named(inside), inside.length),
      [0.08, 0.12],
    ),
    between("runs outside it named so", named(outside), [0, 0]),
  ];
}
