import { z } from "zod";
import { dayOf } from "../plan/calendar.ts";
import type { OrderPlan } from "../plan/order-plan.ts";
import type { TraceBundle } from "./trace-bundle.ts";
import { versionFields } from "./version-fields.ts";

const lost = z.string().nullable();

/** One row of `trace_results.jsonl`: what the client that polled the run knows. It often knows little. */
export const ResultRow = z.object({
  run_id: z.string(),
  config_id: z.string(),
  case_type: z.string(),
  /** `accepted` when the client gave up waiting, `runner_error` when there is no bundle. */
  status: z.string(),
  trace_id: lost,
  bundle: lost,
  error: lost,
  agent_version: lost,
  orchestrator_mode: lost,
  regime: lost,
  region: lost,
  simulation_date: lost,
});
export type ResultRow = z.infer<typeof ResultRow>;

/** The row of a run with a bundle. Metadata that the client lost is null, and then only the bundle has it. */
export function resultRow(plan: OrderPlan, bundle: TraceBundle): ResultRow {
  const { terminal_state: ended } = bundle.run.summary;
  const known = plan.metadataLost
    ? {
        agent_version: null,
        orchestrator_mode: null,
        regime: null,
        region: null,
        simulation_date: null,
      }
    : {
        ...versionFields(plan),
        regime: plan.regime,
        region: plan.world.order.region,
        simulation_date: dayOf(plan.startsAt),
      };
  return {
    ...named(plan),
    status:
      plan.metadataLost || ended === "in_progress" || ended === "awaiting_review"
        ? "accepted"
        : ended,
    trace_id: bundle.run.openai_trace_id,
    bundle: `trace_bundles/${plan.runId}.json`,
    error: null,
    ...known,
  };
}

/** The row of a run that left no bundle. */
export function errorRow(plan: OrderPlan, error: string): ResultRow {
  return {
    ...named(plan),
    status: "runner_error",
    trace_id: null,
    bundle: null,
    error,
    agent_version: null,
    orchestrator_mode: null,
    regime: null,
    region: null,
    simulation_date: null,
  };
}

function named({ runId, configId, caseType }: OrderPlan) {
  return { run_id: runId, config_id: configId, case_type: caseType };
}
