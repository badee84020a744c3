import { driftRunOf, scanDrift, type DriftRun, type DriftWindow } from "@loopwright/macro-evals";
import type { Random } from "@loopwright/core/statistics";
import type { Population } from "./population.ts";

export interface FoundWindow {
  share: number;
  /** Overlap (intersection over union) of the best window with the planted one, and its p-value. */
  overlap: number;
  p: number;
}

/** Runs of a population with and without the planted window, as the scan takes them, in order of time. */
export interface DriftMaterial {
  window: DriftRun[];
  others: DriftRun[];
}

export function driftMaterial({ runs, truth }: Population): DriftMaterial {
  const rogue = new Set(
    truth.flatMap(({ run_id, in_rogue_window }) => (in_rogue_window ? [run_id] : [])),
  );
  const inOrder = runs
    .map(driftRunOf)
    .toSorted((a, b) => compare(a.started_at, b.started_at) || compare(a.run_id, b.run_id));
  return {
    window: inOrder.filter(({ run_id }) => rogue.has(run_id)),
    others: inOrder.filter(({ run_id }) => !rogue.has(run_id)),
  };
}

/** Thins the planted window out to a share of all runs, from its beginning on, and looks for it. */
export function findWindow({ window, others }: DriftMaterial, share: number): FoundWindow {
  const kept = window.slice(0, Math.round((share * others.length) / (1 - share)));
  const ids = new Set(kept.map(({ run_id }) => run_id));
  const [best] = scanDrift({ runs: [...others, ...kept] })
    .map(({ run_ids, p_value }) => {
      const both = run_ids.filter((run) => ids.has(run)).length;
      return { overlap: both / (ids.size + run_ids.length - both), p: p_value };
    })
    .toSorted((a, b) => b.overlap - a.overlap);
  return { share, ...(best ?? { overlap: 0, p: 1 }) };
}

/** How many populations without the planted window, in a random order of time, seem to have one. */
export function falseAlarms({ others }: DriftMaterial, random: Random, times: number): number {
  let alarms = 0;
  for (let time = 0; time < times; time++) {
    const starts = random.shuffle(others.map(({ started_at }) => started_at));
    const runs = others.map((run, i) => ({ ...run, started_at: starts[i] ?? run.started_at }));
    if (scanDrift({ runs, seed: `alarm ${time}` }).length > 0) alarms++;
  }
  return alarms;
}

/** Windows that are found in the true order of time where the planted one was taken out. */
export function otherWindows({ others }: DriftMaterial): DriftWindow[] {
  return scanDrift({ runs: others });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
