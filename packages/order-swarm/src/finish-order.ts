import { join } from "node:path";
import { writeText } from "@loopwright/core";
import { z } from "zod";
import { buildBundle } from "./bundle/build-bundle.ts";
import { withNewMessages } from "./bundle/new-messages.ts";
import { ResultRow, resultRow } from "./bundle/result-row.ts";
import { settleTrace } from "./bundle/settle-trace.ts";
import type { TraceBundle } from "./bundle/trace-bundle.ts";
import type { LineFile } from "./files/line-file.ts";
import type { OrderPaths } from "./files/order-files.ts";
import type { OrderPlan } from "./plan/order-plan.ts";
import type { RunTrace } from "./swarm/captured-run.ts";
import type { OrderOutcome } from "./swarm/run-order.ts";
import { truthOf } from "./truth/find-culprit.ts";
import { TruthRow } from "./truth/truth-row.ts";

/** One order, run: the files' rows that it makes. */
interface OrderRows {
  row: ResultRow;
  bundle?: TraceBundle;
  truth?: TruthRow;
  lines: readonly unknown[];
}

/** A finished order, as the journal keeps it. Its bundle and trace lines are in their files already. */
export const DoneOrder = z.object({
  row: ResultRow,
  truth: TruthRow.nullable(),
  /** Bytes of the trace lines up to here. */
  traces_end: z.int(),
});
export type DoneOrder = z.infer<typeof DoneOrder>;

interface RowsInput {
  plan: OrderPlan;
  batch: string;
  outcome: Extract<OrderOutcome, { ended: true }>;
  toLines: ((trace: RunTrace) => readonly unknown[]) | undefined;
}

/** The rows of an order that ended with a decision. */
export function rowsOf({ plan, batch, outcome, toLines }: RowsInput): OrderRows {
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

/** Bundle and lines go to their files before the journal says so. */
export async function keep(
  { row, bundle, truth, lines }: OrderRows,
  paths: OrderPaths,
  traces: LineFile | undefined,
): Promise<DoneOrder> {
  if (bundle)
    await writeText(join(paths.bundles, `${bundle.run.run_id}.json`), JSON.stringify(bundle));
  return { row, truth: truth ?? null, traces_end: (await traces?.write(lines)) ?? 0 };
}
