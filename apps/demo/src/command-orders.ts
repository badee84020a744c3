import { labelRuns, runOrders, type LabelRow, type OrdersResult } from "@loopwright/order-swarm";
import { createGate } from "@loopwright/promptfoo-gate";
import { createTraceRouter, registerTraceRouter, toSpanRecords } from "@loopwright/tracing";
import { exitCodes } from "./exit-code.ts";
import { liveOrderModels, simulatedOrderModels, type OrderModels } from "./order-models.ts";
import { ordersEstimate } from "./orders-estimate.ts";
import { amount } from "./plan.ts";
import { fromUser, type Settings } from "./settings.ts";

export interface OrdersOptions {
  count: string;
  seed: string;
  out: string;
  live?: boolean;
  concurrency: string;
  maxCost?: string;
  json?: boolean;
}

/** `loopwright orders`: a population of orders with planted behaviour, its traces and its labels. */
export async function ordersCommand(
  options: OrdersOptions,
  settings: Settings,
  signal: AbortSignal,
): Promise<number> {
  const { seed } = options;
  const count = amount("--count", options.count);
  const maxCost = options.maxCost === undefined ? undefined : amount("--max-cost", options.maxCost);
  const models = options.live
    ? await liveOrderModels(settings, maxCost)
    : simulatedOrderModels(seed);
  const started = performance.now();
  const note = (text: string) => process.stderr.write(`${text}\n`);
  if (models.live) note(ordersEstimate({ count, maxCost, ...models.live }));
  const result = await runPopulation({ options, settings, models, note, signal });
  const gate = createGate({ judge: models.judge, concurrency: 8 });
  try {
    const labels = await labelRuns({
      paths: result.paths,
      gate,
      journal: {
        file: result.paths.labelJournal,
        subject: {
          bundles: result.bundles,
          judge: models.judge.model,
          prompt: models.judge.promptHash,
        },
      },
      onBatch: (count) => note(`labels: ${count} of ${result.bundles} runs graded`),
      signal,
    });
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    const report = { ...countsOf(result, labels), simulated: models.simulated, seconds };
    process.stdout.write(
      options.json
        ? `${JSON.stringify({ ...report, files: result.paths }, null, 2)}\n`
        : inWords(report, result),
    );
    return exitCodes.ok;
  } finally {
    await gate.close();
  }
}

interface Population {
  options: OrdersOptions;
  settings: Settings;
  models: OrderModels;
  note: (text: string) => void;
  signal: AbortSignal;
}

async function runPopulation({
  options,
  settings,
  models,
  note,
  signal,
}: Population): Promise<OrdersResult> {
  const count = amount("--count", options.count);
  const router = createTraceRouter();
  await registerTraceRouter(router);
  return runOrders({
    count,
    seed: options.seed,
    dir: fromUser(settings, options.out),
    modelProvider: models.provider,
    model: models.model,
    concurrency: amount("--concurrency", options.concurrency),
    collectTrace: (traceId) => router.collect(traceId),
    toLines: (trace) =>
      toSpanRecords(trace, {
        projectId: "vehicle-orders",
        resource: {
          serviceName: "order-swarm",
          serviceVersion: "1.0.0",
          environment: models.simulated ? "simulated" : "live",
        },
      }),
    onOrder: (done) => {
      if (done % 100 === 0 || done === count) note(`orders: ${done} of ${count} run`);
    },
    signal,
  });
}

function countsOf(result: OrdersResult, labels: readonly LabelRow[]) {
  const passed = labels.filter((label) => label.promptfoo_pass).length;
  return {
    runs: result.bundles + result.errors,
    bundles: result.bundles,
    errors: result.errors,
    labelled: labels.length,
    passed,
  };
}

function inWords(
  report: ReturnType<typeof countsOf> & { simulated: boolean; seconds: number },
  { paths }: OrdersResult,
): string {
  const who = report.simulated ? "simulated models" : "live models";
  return [
    `${report.runs} orders run by ${who}: ${report.bundles} bundles, ${report.errors} runner errors`,
    `${report.labelled} labels, ${report.passed} runs passed all five rubrics`,
    `data   ${paths.data}`,
    `truth  ${paths.truth} (for scoring only)`,
    `${report.seconds} s`,
    "",
  ].join("\n");
}
