import type { GateRow, HumanLabel } from "@loopwright/core";
import { currentLabels, openWork, type OpenWork } from "./open-work.ts";
import { orderRuns, type RankedRun } from "./order-runs.ts";
import type { ReviewableRun } from "./reviewable-run.ts";

/** A run that a reviewer has something to decide about, and why it stands where it does. */
export interface QueuedRun extends RankedRun {
  work: OpenWork;
}

export interface ReviewQueueOptions {
  runs: readonly ReviewableRun[];
  /** The judge's rows: they tell whose verdict is hard to foretell. */
  rows?: readonly GateRow[];
  /** All labels on record. */
  labels: readonly HumanLabel[];
  reviewer: string;
  /** Trace ids to decide again although this reviewer has decided them: those in dispute. */
  again?: readonly string[];
}

/**
 * What is left for a reviewer, the most telling run first.
 *
 * @example reviewQueue({ runs, labels, reviewer: "Ana" })[0]?.item.run.question
 */
export function reviewQueue(options: ReviewQueueOptions): QueuedRun[] {
  const { runs, rows = [], reviewer, again = [] } = options;
  const labels = currentLabels(options.labels, runs);
  const seen = new Set(labels.map(({ trace_id }) => trace_id));
  const open = runs
    .map((item) =>
      again.includes(item.run.trace_id)
        ? { item, verdict: true, evals: item.evals }
        : openWork(item, labels, reviewer),
    )
    .filter(({ verdict, evals }) => verdict || evals.length > 0);
  const ranked = orderRuns({
    runs: open.map(({ item }) => item),
    reviewed: runs.filter(({ run }) => seen.has(run.trace_id)),
    labels,
    rows,
  });
  return ranked.flatMap((one) => {
    const work = open.find(({ item }) => item === one.item);
    return work ? [{ ...one, work }] : [];
  });
}
