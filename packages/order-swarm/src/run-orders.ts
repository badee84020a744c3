import { existsSync } from "node:fs";
import { LoopError, traceIdOf, writeJson, writeJsonl } from "@loopwright/core";
import type { ModelProvider } from "@openai/agents";
import { errorRow, type ResultRow } from "./bundle/result-row.ts";
import { openJournal, type Journal } from "./files/journal.ts";
import { openLineFile, type LineFile } from "./files/line-file.ts";
import { orderPaths, type OrderPaths } from "./files/order-files.ts";
import { DoneOrder, keep, rowsOf } from "./finish-order.ts";
import { inOrder } from "./in-order.ts";
import { planOrders } from "./plan/plan-orders.ts";
import { buildSwarm } from "./swarm/build-swarm.ts";
import type { CollectTrace, RunTrace } from "./swarm/captured-run.ts";
import { runOrder } from "./swarm/run-order.ts";

export interface RunOrdersOptions {
  /** How many orders. */
  count: number;
  seed: string;
  /** Folder for `data/` and `truth.jsonl`. */
  dir: string;
  modelProvider: ModelProvider;
  model: string;
  /** Hands over the spans of a run that has settled, as `@loopwright/tracing`'s router does. */
  collectTrace: CollectTrace;
  /** Turns a run's trace into the lines of `halo_traces/traces.jsonl`. Left out, there is no such file. */
  toLines?: (trace: RunTrace) => readonly unknown[];
  /** Orders under way at a time. Default 4. */
  concurrency?: number;
  onOrder?: (done: number) => void;
  signal?: AbortSignal;
}

/** What a population came to. */
export interface OrdersResult {
  paths: OrderPaths;
  /** Runs with a bundle. */
  bundles: number;
  errors: number;
  byStatus: Record<string, number>;
}

/**
 * Plans a population, runs each order through the swarm and writes what is left: result rows, bundles and trace
 * lines under `dir/data`, and the truth of what was planted in `dir/truth.jsonl`. Bundles and trace lines are written
 * as the runs end, so memory does not grow with their number; the other files appear whole at the end. Killed at any
 * time and called again with the same options, it goes on after the last finished order. Same seed and scripted
 * models, same bytes, also when it was interrupted.
 *
 * @throws LoopError `bad_input` for a count that is no whole number from 1 up, and for a folder with another
 *   population; `storage`, `aborted`
 */
export async function runOrders(options: RunOrdersOptions): Promise<OrdersResult> {
  const { count, seed, dir, model } = options;
  if (!Number.isInteger(count) || count < 1)
    throw new LoopError("bad_input", `count: expected a whole number from 1 up, got ${count}`);
  const paths = orderPaths(dir);
  const journal = await openOrderJournal(paths, { count, seed, model });
  const done = [...journal.done];
  const traces = options.toLines
    ? await openLineFile(paths.traces, done.at(-1)?.traces_end ?? 0)
    : undefined;
  try {
    await runRest({ options, paths, journal, done, traces });
  } finally {
    await traces?.close();
    await journal.close();
  }
  return writeResult(paths, done);
}

/** A folder that holds data and no journal was filled by somebody else: nothing of it is mixed or overwritten. */
async function openOrderJournal(
  paths: OrderPaths,
  subject: { count: number; seed: string; model: string },
): Promise<Journal<DoneOrder>> {
  if (!existsSync(paths.journal) && existsSync(paths.results))
    throw new LoopError(
      "bad_input",
      `${paths.data}: holds a population without its journal; take another folder, or remove this one`,
    );
  return openJournal({ file: paths.journal, subject, row: DoneOrder });
}

interface Rest {
  options: RunOrdersOptions;
  paths: OrderPaths;
  journal: Journal<DoneOrder>;
  /** Grows by the orders that are run. */
  done: DoneOrder[];
  traces: LineFile | undefined;
}

/** Runs the orders behind those that are done. */
async function runRest({ options, paths, journal, done, traces }: Rest): Promise<void> {
  const { count, seed, model, concurrency = 4 } = options;
  const orchestrator = buildSwarm({ model });
  const batch = `orders-${traceIdOf(seed).slice(0, 8)}`;
  if (done.length > 0) options.onOrder?.(done.length);
  await inOrder({
    jobs: planOrders({ count, seed }).slice(done.length),
    concurrency,
    run: async (plan) => {
      const outcome = await runOrder({ ...options, plan, orchestrator, batch });
      return outcome.ended
        ? rowsOf({ plan, batch, outcome, toLines: options.toLines })
        : { row: errorRow(plan, outcome.error), lines: [] };
    },
    take: async (rows) => {
      const finished = await keep(rows, paths, traces);
      await journal.add(finished);
      done.push(finished);
      options.onOrder?.(done.length);
    },
  });
}

async function writeResult(paths: OrderPaths, done: readonly DoneOrder[]): Promise<OrdersResult> {
  const rows = done.map(({ row }) => row);
  const truths = done.flatMap(({ truth }) => truth ?? []);
  const result = {
    paths,
    bundles: truths.length,
    errors: rows.length - truths.length,
    byStatus: countBy(rows),
  };
  await writeJsonl(paths.results, rows);
  await writeJson(paths.summary, summaryOf(result, rows.length));
  await writeJsonl(paths.truth, truths);
  return result;
}

function countBy(rows: readonly ResultRow[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status } of rows) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

function summaryOf({ bundles, errors, byStatus }: OrdersResult, total: number) {
  return { total_runs: total, bundles, runner_errors: errors, status_counts: byStatus };
}
