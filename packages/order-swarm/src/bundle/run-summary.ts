import { dayOf, environmentBatchAt } from "../plan/calendar.ts";
import type { OrderPlan } from "../plan/order-plan.ts";
import { agentNames } from "../swarm/agent-names.ts";
import type { OrderDecision } from "../swarm/decision.ts";
import type { RunStep } from "./run-steps.ts";
import type { BundleFinding, TraceBundle } from "./trace-bundle.ts";

interface SummaryInput {
  plan: OrderPlan;
  decision: OrderDecision;
  steps: readonly RunStep[];
  findings: BundleFinding[];
}

/** What a bundle says of its run in short: from the steps that were taken, not from the plan, wherever steps tell. */
export function runSummary({
  plan,
  decision,
  steps,
  findings,
}: SummaryInput): TraceBundle["run"]["summary"] {
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
