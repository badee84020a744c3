import type { RevisionId } from "../plan/revisions.ts";
import { agentNames, routeFirstOrder, standingOrder, type Role } from "./agent-names.ts";
import type { Desk } from "./desk.ts";
import { desks } from "./desks.ts";

const recordForm =
  "A record has `decision` (one word), `basis` (what it rests on), `remark` (one line), and where asked for `figure` and `reference`.";

/** What a specialist is told, with the duty that is in force for this run. */
export function deskInstructions(
  role: Exclude<Role, "orchestrator">,
  revisions: ReadonlySet<RevisionId>,
): string {
  const desk = desks[role];
  return [
    `You are ${agentNames[role]} in a vehicle-order business. Your task: ${desk.task}.`,
    `Read first, all in one turn: ${desk.reads.join(", ")}.`,
    `Then put your outcome on record with ${desk.actions.join(", ")}. ${recordForm}`,
    dutyOf(desk, revisions),
    `Do not do the work of other desks. In the same turn as your record hand back to ${agentNames.orchestrator}, with a status and a one-line summary, unless your duty names somebody else.`,
  ].join("\n");
}

function dutyOf({ duty, trial }: Desk, revisions: ReadonlySet<RevisionId>): string {
  return trial && revisions.has(trial.revision) ? trial.duty : duty;
}

/** What the orchestrator is told. */
export function orchestratorInstructions(revisions: ReadonlySet<RevisionId>): string {
  const order = revisions.has("route_first") ? routeFirstOrder : standingOrder;
  return [
    `You are ${agentNames.orchestrator} in a vehicle-order business. You lead one order from intake to decision and do no desk's work yourself.`,
    "Hand the order to one specialist at a time. They hand it back with a status and a summary; the case notes hold them all.",
    `Standing order of desks: ${order.map((role) => `${role}=${agentNames[role]}`).join(", ")}.`,
    "Every order goes to customer, configuration, pricing, compliance and monitor; to any other desk when its topic was flagged at intake.",
    "With each hand-over say in the summary what matters, and whether supply is checked or unchecked. Record where the order stands with update_case_status.",
    "When a validator reports blocked, leave out all desks but clarification, supply, allocation, triage, escalation and monitor where they are flagged. When a desk reports proposed or changed, send the order there again, or to the configuration check, once the rest has been settled.",
    settling(revisions),
    dispatching(revisions),
    "When all desks have reported, decide: blocked when a validator or the release gate blocked; failed when parts and line both failed and nobody recovered them; awaiting_review when a review or an escalation is open; in_progress when a desk deferred the order; completed otherwise. Answer with the structured decision.",
  ].join("\n");
}

function settling(revisions: ReadonlySet<RevisionId>): string {
  return revisions.has("orchestrator_settles")
    ? "When desks give different days, settle the difference yourself with settle_difference and move on."
    : "When desks give days that differ by more than three, hand the order to TradeoffAgent; only a smaller difference may be settled with settle_difference.";
}

function dispatching(revisions: ReadonlySet<RevisionId>): string {
  return revisions.has("shadow_dispatch")
    ? "Dispatch goes through ShadowOrchestratorAgent as soon as parts are reserved, for blocked orders too; when it reports deferred, leave out release and go to the monitor."
    : "ShadowOrchestratorAgent only observes; its report changes nothing.";
}
