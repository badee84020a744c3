import { traceIdOf } from "@loopwright/core";
import type { OrderPlan } from "../plan/order-plan.ts";
import { agentNames } from "../swarm/agent-names.ts";
import type { OrderDecision } from "../swarm/decision.ts";
import type { RunStep } from "./run-steps.ts";
import type { BundleEvent } from "./trace-bundle.ts";

export interface StatusInput {
  plan: OrderPlan;
  decision: OrderDecision;
  steps: readonly RunStep[];
  /** `required` or `not_required`, as it came out. */
  review: string;
  /** When the run ended. */
  ended: string;
}

/** The status updates of a run: one for each word of the orchestrator on where the order stands, and the last. */
export function statusEvents(input: StatusInput): BundleEvent[] {
  const { plan, decision, steps, review, ended } = input;
  const updates = steps.flatMap((step, index) =>
    step.tool === "update_case_status" ? [{ step, index }] : [],
  );
  const events = updates.map(({ step, index }, place) => {
    const before = steps.slice(0, index);
    return statusEvent(plan, place, {
      at: step.span.endedAt ?? "",
      agent: step.agent,
      target: nextAgent(steps, index),
      state: stateAfter(before),
      run_status: "running",
      terminal_state: null,
      review_status: before.some(opensReview) ? "required" : "not_required",
    });
  });
  const last = statusEvent(plan, updates.length, {
    at: ended,
    agent: agentNames.orchestrator,
    target: null,
    state: stateAfter(steps),
    run_status: decision.status,
    terminal_state: decision.status,
    review_status: review,
  });
  return [...events, last];
}

interface State {
  validation_outcome: string;
  triage_outcome: string | null;
  selected_route: string;
  loop_count: number;
}

interface Status {
  at: string;
  agent: string;
  target: string | null;
  state: State;
  run_status: string;
  terminal_state: string | null;
  review_status: string;
}

function statusEvent(plan: OrderPlan, place: number, status: Status): BundleEvent {
  const { at, agent, target, state, ...rest } = status;
  return {
    event_id: `evt_${traceIdOf(`${plan.runId}:status:${place}`).slice(0, 16)}`,
    event_type: "status",
    timestamp: at,
    agent_name: agent,
    source_agent: agent,
    target_agent: target,
    payload: { active_agent: agent, ...rest, ...state, retry_count: 0 },
  };
}

function nextAgent(steps: readonly RunStep[], index: number): string | null {
  const next = steps.slice(index).find(({ span }) => span.type === "agent");
  return next?.agent ?? null;
}

function opensReview({ tool }: RunStep): boolean {
  return tool === "open_review" || tool === "open_escalation";
}

function stateAfter(steps: readonly RunStep[]): State {
  const last = (tool: string) => steps.findLast((step) => step.tool === tool);
  const visits = steps.filter(
    ({ span, agent }) => span.type === "agent" && agent !== agentNames.orchestrator,
  );
  const blocked = steps.some(
    ({ tool, record }) => tool === "record_check" && record.decision === "block",
  );
  return {
    validation_outcome: blocked ? "blocked" : "passed",
    triage_outcome: last("assign_queue")?.record.decision ?? null,
    selected_route: last("reassign_dispatch") ? "moved" : last("commit_route") ? "planned" : "none",
    loop_count: visits.length - new Set(visits.map(({ agent }) => agent)).size,
  };
}
