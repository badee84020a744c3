import { traceIdOf, type JsonValue } from "@loopwright/core";
import type { OrderPlan } from "../plan/order-plan.ts";
import type { RunSpan, RunTrace } from "../swarm/captured-run.ts";
import type { OrderDecision } from "../swarm/decision.ts";
import { runSteps, type RunStep } from "./run-steps.ts";
import { runSummary } from "./run-summary.ts";
import { statusEvents } from "./status-events.ts";
import type { BundleFinding, BundleSpan, TraceBundle } from "./trace-bundle.ts";
import { versionFields } from "./version-fields.ts";

export interface BundleInput {
  plan: OrderPlan;
  decision: OrderDecision;
  /** The settled trace. */
  trace: RunTrace;
}

/** The bundle of a run. Pure; what it says of the order comes from what was done, not from what was planned. */
export function buildBundle({ plan, decision, trace }: BundleInput): TraceBundle {
  const steps = runSteps(trace);
  const findings = findingsOf(steps);
  const summary = runSummary({ plan, decision, steps, findings });
  const { started, ended } = spanOfTime(trace.spans);
  // Two writers have kept these files, and they do not agree on how nested data is stored.
  const asText = plan.index % 5 === 2;
  return {
    run: {
      run_id: plan.runId,
      config_id: plan.configId,
      status: decision.status,
      openai_trace_id: trace.traceId,
      created_at: started,
      updated_at: ended,
      summary,
      config: configOf(plan, summary.specialist_activations),
    },
    trace: {
      trace_id: trace.traceId,
      workflow_name: trace.workflowName ?? "vehicle order",
      started_at: started,
      ended_at: ended,
      metadata_json: nested(traceMetadata(plan, summary), asText),
    },
    spans: steps.map((step) => bundleSpan(step, asText)),
    events: statusEvents({ plan, decision, steps, review: summary.review_status, ended }),
    environment_events: plan.world.events.map(({ id, type, date, headline, weight }) => ({
      event_id: id,
      event_type: type,
      effective_date: date,
      headline,
      weight,
    })),
    review_packet: {
      status: summary.review_status,
      summary: decision.summary,
      findings,
      recommended_action: decision.recommended_action,
      allowed_actions: ["approve", "repair", "review", "cancel"],
      decision: summary.review_decision === null ? null : { decision: summary.review_decision },
    },
    snapshots: [
      { at: started, stage: "intake", state: { topics: [...plan.topics] } },
      { at: ended, stage: "final", state: { status: decision.status } },
    ],
  };
}

function spanOfTime(spans: readonly RunSpan[]): { started: string; ended: string } {
  const starts = spans.flatMap(({ startedAt }) => startedAt ?? []).toSorted();
  const ends = spans.flatMap(({ endedAt }) => endedAt ?? []).toSorted();
  return { started: starts[0] ?? "", ended: ends.at(-1) ?? "" };
}

function nested(value: Record<string, JsonValue>, asText: boolean) {
  return asText ? JSON.stringify(value) : value;
}

function bundleSpan({ span, agent }: RunStep, asText: boolean): BundleSpan {
  return {
    span_id: span.id,
    parent_span_id: span.parentId,
    span_type: span.type,
    started_at: span.startedAt ?? "",
    ended_at: span.endedAt ?? "",
    agent_name: agent,
    error: span.error,
    span_data: nested(spanData(span), asText),
  };
}

function spanData({ type, data }: RunSpan): Record<string, JsonValue> {
  const kept = (...keys: string[]) =>
    Object.fromEntries(keys.flatMap((key) => (data[key] === undefined ? [] : [[key, data[key]]])));
  if (type === "function")
    return {
      sdk_span_type: type,
      ...kept("name"),
      tool_name: data["name"] ?? "",
      ...kept("input", "output"),
    };
  if (type === "agent") return { sdk_span_type: type, ...kept("name", "tools") };
  if (type === "handoff") return { sdk_span_type: type, ...kept("from_agent", "to_agent") };
  if (type === "response") return { sdk_span_type: type, ...kept("response_id") };
  return { sdk_span_type: type, ...kept("name", "triggered") };
}

function findingsOf(steps: readonly RunStep[]): BundleFinding[] {
  return steps
    .filter(({ tool }) => tool === "record_finding")
    .map(({ agent, record }) => ({
      code: record.decision,
      message: record.remark,
      severity: record.basis,
      agent_name: agent,
    }));
}

function configOf({ world }: OrderPlan, activated: string[]): TraceBundle["run"]["config"] {
  const { order, customer } = world;
  return {
    customer: { name: customer.name, region: order.region },
    vehicle: { model: order.model, trim: order.trim, wheels: order.wheels },
    metadata: {
      generation_params: {
        active_event_types: world.events.map(({ type }) => type),
        issue_cluster: world.colour[0] ?? "",
        specialist_activations: activated,
      },
    },
  };
}

function traceMetadata(
  plan: OrderPlan,
  summary: TraceBundle["run"]["summary"],
): Record<string, JsonValue> {
  return {
    run_id: plan.runId,
    scenario_family: plan.caseType,
    terminal_state: summary.terminal_state,
    regime: plan.regime,
    region: plan.world.order.region,
    simulation_date: summary.simulation_date,
    topology_id: `topology-${traceIdOf(summary.specialist_activations.toSorted().join()).slice(0, 6)}`,
    ...versionFields(plan),
  };
}
