import { traceIdOf, type JsonValue } from "@loopwright/core";
import { dayOf, environmentBatchAt } from "../plan/calendar.ts";
import type { OrderPlan } from "../plan/order-plan.ts";
import { agentNames } from "../swarm/agent-names.ts";
import type { RunSpan, RunTrace } from "../swarm/captured-run.ts";
import type { OrderDecision } from "../swarm/decision.ts";
import { runSteps, type RunStep } from "./run-steps.ts";
import { statusEvents } from "./status-events.ts";
import type { BundleFinding, BundleSpan, TraceBundle } from "./trace-bundle.ts";

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
  const summary = summaryOf({ plan, decision, steps, findings });
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

interface SummaryInput {
  plan: OrderPlan;
  decision: OrderDecision;
  steps: readonly RunStep[];
  findings: BundleFinding[];
}

function summaryOf({ plan, decision, steps, findings }: SummaryInput) {
  const { world } = plan;
  const last = (tool: string) => steps.findLast((step) => step.tool === tool);
  const count = (tool: string) => steps.filter((step) => step.tool === tool).length;
  const visits = steps
    .filter(({ span, agent }) => span.type === "agent" && agent !== agentNames.orchestrator)
    .map(({ agent }) => agent);
  const activated = [...new Set(visits)];
  const moved = last("reassign_dispatch");
  const routed = last("commit_route") !== undefined || moved !== undefined;
  const reviewed = count("open_review") + count("open_escalation") > 0;
  const blockedAtCheck = steps.some(
    ({ tool, record }) => tool === "record_check" && record.decision === "block",
  );
  const route = moved ? "moved" : routed ? "planned" : "none";
  const factory = moved?.record.reference ?? world.factory.name;
  return {
    scenario_family: plan.caseType,
    issue_cluster: world.colour[0] ?? "",
    selected_route: route,
    terminal_state: decision.status,
    validation_outcome: blockedAtCheck ? "blocked" : "passed",
    triage_outcome: last("assign_queue")?.record.decision ?? null,
    review_status: reviewed ? "required" : "not_required",
    review_decision:
      count("open_escalation") > 0 ? (last("open_escalation")?.record.decision ?? null) : null,
    review_recommended_action: decision.recommended_action,
    trace_family: [`route ${route}`, `desks ${activated.length}`, `end ${decision.status}`].join(
      " | ",
    ),
    promo_program:
      last("apply_promotion")?.record.decision === "apply" ? world.promotion.programme : null,
    incentive_program:
      last("apply_incentive")?.record.decision === "apply" ? world.incentive.programme : null,
    tariff_regime: plan.regime,
    simulation_date: dayOf(plan.startsAt),
    factory_assignment: factory,
    factory_release_state: last("decide_release")?.record.decision ?? "deferred",
    environment_batch_id: environmentBatchAt(plan.startsAt),
    environment_event_ids: world.events.map(({ id }) => id),
    specialist_activations: activated,
    supplier_mix: [world.supplier.name],
    loop_count: visits.length - activated.length,
    retry_count: 0,
    arbitration_count: count("weigh_options"),
    compound_issue_count: findings.length,
    findings,
  };
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

/** What metadata says of who served the run; it names the shadow in a tenth of the runs that it led. */
export function versionFields(plan: OrderPlan): {
  agent_version: string;
  orchestrator_mode: string;
} {
  return plan.namesShadow
    ? { agent_version: "v1.2-shadow", orchestrator_mode: "shadow" }
    : { agent_version: plan.agentVersion, orchestrator_mode: "standard" };
}
