import { runSteps, type RunStep } from "../bundle/run-steps.ts";
import type { OrderPlan } from "../plan/order-plan.ts";
import { patternOf, type PatternId } from "../plan/patterns.ts";
import { agentNames } from "../swarm/agent-names.ts";
import type { RunTrace } from "../swarm/captured-run.ts";
import type { TruthRow } from "./truth-row.ts";

/** Finds the step of a planted behaviour in what really happened; nothing when it did not show. */
type Finder = (steps: readonly RunStep[], plan: OrderPlan) => RunStep | undefined;

const finders: Readonly<Record<PatternId, Finder>> = {
  stockout_ignored: (steps) => recorded(steps, "allocation", "reserve_components", "proceed"),
  incentive_ignored: (steps) => recorded(steps, "incentive", "apply_incentive", "skip"),
  tariff_signal_stale: (steps, { world }) =>
    steps.find(
      (step) => step.tool === "publish_outlook" && step.record.reference === world.tariff.earlier,
    ),
  review_skipped: (steps) =>
    steps.some(({ tool }) => tool === "open_review") ? undefined : lastOf(steps, "release"),
  unnecessary_escalation: (steps) => recorded(steps, "monitor", "record_watch", "escalate"),
  reroute_before_supply_check: (steps) => committedUnchecked(steps),
  compliance_handoff_missing: (steps) =>
    steps.some(({ tool }) => tool === "certify_region") ? undefined : lastOf(steps, "compliance"),
  conflict_without_arbitration: (steps) =>
    steps.find((step) => step.tool === "settle_difference" && (step.record.figure ?? 0) > 3),
  corrupted_unit_count: (steps, { world }) =>
    steps.find((step) => step.tool === "place_plan" && step.record.figure !== world.order.units),
  lapsed_quote_used: (steps, { world }) =>
    steps.find(
      (step) =>
        step.tool === "agree_terms" &&
        step.record.reference === world.supplier.quote &&
        world.supplier.quote !== world.supplier.fresh,
    ),
  rogue_window: (steps) =>
    steps.find((step) => step.agent === agentNames.shadow && step.tool === "reassign_dispatch"),
};

/** The truth of one run, held against its settled trace. */
export function truthOf(plan: OrderPlan, trace: RunTrace): TruthRow {
  const steps = runSteps(trace);
  const culpritOf = (id: PatternId) => finders[id](steps, plan);
  const culprit = plan.planted === null ? undefined : culpritOf(plan.planted);
  const pattern = plan.planted !== null && culprit ? patternOf(plan.planted) : null;
  return {
    run_id: plan.runId,
    pattern_id: pattern?.id ?? null,
    further_patterns: plan.further.filter((id) => culpritOf(id) !== undefined),
    culprit_agent: culprit?.agent ?? null,
    culprit_event_id: culprit?.span.id ?? null,
    culprit_kind: pattern?.kind ?? null,
    in_rogue_window: plan.inRogueWindow,
  };
}

function recorded(
  steps: readonly RunStep[],
  role: keyof typeof agentNames,
  tool: string,
  decision: string,
): RunStep | undefined {
  return steps.find(
    (step) =>
      step.agent === agentNames[role] && step.tool === tool && step.record.decision === decision,
  );
}

/** The last thing that an agent did: where what it left out should have come. */
function lastOf(steps: readonly RunStep[], role: keyof typeof agentNames): RunStep | undefined {
  return steps.findLast((step) => step.agent === agentNames[role]);
}

function committedUnchecked(steps: readonly RunStep[]): RunStep | undefined {
  const checked = steps.findIndex(({ tool }) => tool === "assess_supply");
  const committed = steps.findIndex(({ tool }) => tool === "commit_route");
  return committed >= 0 && checked > committed ? steps[committed] : undefined;
}
