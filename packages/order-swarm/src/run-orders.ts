import { LoopError, traceIdOf, writeJson, writeJsonl, writeText } from "@loopwright/core";
import type { ModelProvider } from "@openai/agents";
import { join } from "node:path";
import { buildBundle } from "./bundle/build-bundle.ts";
import { withNewMessages } from "./bundle/new-messages.ts";
import { errorRow, resultRow, type ResultRow } from "./bundle/result-row.ts";
import { settleTrace } from "./bundle/settle-trace.ts";
import type { TraceBundle } from "./bundle/trace-bundle.ts";
import { inOrder } from "./in-order.ts";
import { openLineFile, orderPaths, type LineFile, type OrderPaths } from "./order-files.ts";
import type { OrderPlan } from "./plan/order-plan.ts";
import { planOrders } from "./plan/plan-orders.ts";
import { buildSwarm } from "./swarm/build-swarm.ts";
import type { CollectTrace, RunTrace } from "./swarm/captured-run.ts";
import { runOrder } from "./swarm/run-order.ts";
import { truthOf } from "./truth/find-culprit.ts";
import type { TruthRow } from "./truth/truth-row.ts";

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

/** One order, run: the files' rows that it makes. */
interface OrderRows {
  row: ResultRow;
  bundle?: TraceBundle;
  truth?: TruthRow;
  lines: readonly unknown[];
}

/**
 * Plans a population, runs each order through the swarm and writes what is left: result rows, bundles and trace
 * lines under `dir/data`, and the truth of what was planted in `dir/truth.jsonl`. Files are written as the runs end,
 * so memory does not grow with their number. Same seed and scripted models, same bytes.
 *
 * @throws LoopError `bad_input` for a count that is no whole number from 1 up, `storage`, `aborted`
 */
export async function runOrders(options: RunOrdersOptions): Promise<OrdersResult> {
  const { count, seed, dir, model, concurrency = 4 } = options;
  if (!Number.isInteger(count) || count < 1)
    throw new LoopError("bad_input", `count: expected a whole number from 1 up, got ${count}`);
  const paths = orderPaths(dir);
  const orchestrator = buildSwarm({ model });
  const batch = `orders-${traceIdOf(seed).slice(0, 8)}`;
  const traces = options.toLines ? await openLineFile(paths.traces) : undefined;
  const rows: ResultRow[] = [];
  const truths: TruthRow[] = [];
  try {
    await inOrder({
      jobs: planOrders({ count, seed }),
      concurrency,
      run: async (plan) => {
        const outcome = await runOrder({ ...options, plan, orchestrator, batch });
        return outcome.ended
          ? rowsOf({ plan, batch, outcome, toLines: options.toLines })
          : { row: errorRow(plan, outcome.error), lines: [] };
      },
      take: async (done) => {
        await keep(done, paths, traces);
        rows.push(done.row);
        if (done.truth) truths.push(done.truth);
        options.onOrder?.(rows.length);
      },
    });
  } finally {
    await traces?.close();
  }
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

interface RowsInput {
  plan: OrderPlan;
  batch: string;
  outcome: Extract<Awaited<ReturnType<typeof runOrder>>, { ended: true }>;
  toLines: RunOrdersOptions["toLines"];
}

function rowsOf({ plan, batch, outcome, toLines }: RowsInput): OrderRows {
  const trace = settleTrace({
    trace: outcome.trace,
    label: `${batch}:${plan.runId}`,
    startsAt: plan.startsAt,
  });
  const bundle = buildBundle({ plan, decision: outcome.decision, trace });
  return {
    row: resultRow(plan, bundle),
    bundle,
    truth: truthOf(plan, trace),
    lines: toLines ? toLines(withNewMessages(trace)) : [],
  };
}

async function keep(
  { bundle, lines }: OrderRows,
  paths: OrderPaths,
  traces: LineFile | undefined,
): Promise<void> {
  if (bundle)
    await writeText(join(paths.bundles, `${bundle.run.run_id}.json`), JSON.stringify(bundle));
  await traces?.write(lines);
}

function countBy(rows: readonly ResultRow[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status } of rows) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

function summaryOf({ bundles, errors, byStatus }: OrdersResult, total: number) {
  return { total_runs: total, bundles, runner_errors: errors, status_counts: byStatus };
}
