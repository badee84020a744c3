import { messageOf, sdkTraceIdOf } from "@loopwright/core";
import { Runner, withTrace, type ModelProvider } from "@openai/agents";
import type { OrderPlan } from "../plan/order-plan.ts";
import type { OrderAgent } from "./build-swarm.ts";
import type { CollectTrace, RunTrace } from "./captured-run.ts";
import { OrderDecision } from "./decision.ts";
import { orderMessage, type OrderContext } from "./order-context.ts";

export interface RunOrderOptions {
  plan: OrderPlan;
  orchestrator: OrderAgent;
  modelProvider: ModelProvider;
  collectTrace: CollectTrace;
  /** Sets runs of different populations apart. */
  batch: string;
  signal?: AbortSignal;
}

/** What one order left: a decision and a trace, or the error that ended it. */
export type OrderOutcome =
  | { ended: true; decision: OrderDecision; trace: RunTrace }
  | { ended: false; error: string };

const maxTurns = 120;

/** Runs one order through the swarm. A run that fails is an outcome, not an exception. */
export async function runOrder(options: RunOrderOptions): Promise<OrderOutcome> {
  const { plan, orchestrator, modelProvider, collectTrace, batch, signal } = options;
  const traceId = sdkTraceIdOf(`${batch}:${plan.runId}`);
  const context: OrderContext = { plan, notes: [] };
  const runner = new Runner({ modelProvider, tracing: { includeTaskAndTurnSpans: false } });
  const work = () =>
    runner.run(orchestrator, orderMessage(plan), {
      context,
      maxTurns,
      ...(signal ? { signal } : {}),
    });
  try {
    const result = await withTrace("vehicle order", work, { traceId, groupId: batch });
    const decision = OrderDecision.parse(result.finalOutput);
    return { ended: true, decision, trace: await collectTrace(traceId) };
  } catch (error) {
    signal?.throwIfAborted();
    await collectTrace(traceId);
    return { ended: false, error: messageOf(error) };
  }
}
