import { answer, type DeskView } from "../desk-view.ts";
import { done, entry, finding, told, type Policies, type DeskOutcome } from "./desk-outcome.ts";

/** Desks that choose where and when an order is built; the shadow only watches unless it is told to act. */
export const factoryPolicies: Policies = {
  CapacityBalancingAgent: balance,
  FactoryRoutingAgent: route,
  SchedulingAgent: schedule,
  ShadowOrchestratorAgent: shadow,
};

function balance(view: DeskView): DeskOutcome {
  const load = answer(view, "read_factory_load");
  const figure = load.number("days_until_ready");
  const over = load.number("load") > 100;
  const decision = over ? view.random.pick(["hold", "defer", "defer"]) : "proceed";
  const entries = [entry(view, "balance_load", decision, "load", { figure })];
  if (over) entries.push(finding(view, "CAPACITY_OVER", "medium"));
  const status = over ? (decision === "hold" ? "held" : "deferred") : "done";
  return done(entries, `can be ready in ${figure} days`, status);
}

function route(view: DeskView): DeskOutcome {
  const unchecked = /supply is unchecked/.test(view.notes.at(-1)?.summary ?? "");
  if (unchecked && told(view, /only after the supply check|propose a route/i))
    return done([entry(view, "propose_route", "proceed", "route")], "route proposed", "proposed");
  const load = answer(view, "read_factory_load");
  const commit = entry(view, "commit_route", "proceed", "route");
  if (load.number("load") <= 90)
    return done([commit], view.random.pick(["route committed", "factory chosen", "route set"]));
  const decision = view.random.pick(["defer", "defer", "move"]);
  const reference = load.text("other_factory");
  // An order is moved before its route is committed.
  const move = entry(view, "reassign_dispatch", decision, "load", { reference });
  return done([move, commit], moveWords(view), decision === "defer" ? "deferred" : "done");
}

function moveWords(view: DeskView): string {
  return view.random.pick(["moved to another dispatch", "dispatch compared", "plant informed"]);
}

function schedule(view: DeskView): DeskOutcome {
  const figure = answer(view, "read_shift_calendar").number("days_until_slot");
  return done([entry(view, "book_slot", "proceed", "load", { figure })], `slot in ${figure} days`);
}

function shadow(view: DeskView): DeskOutcome {
  const load = answer(view, "read_factory_load");
  if (!told(view, /^Act\b|\bAct: move/m))
    return done([entry(view, "compare_dispatch", "clear", "any")], "dispatch compared", "observed");
  const decision = view.random.pick(["defer", "defer", "move"]);
  const reference = load.text("other_factory");
  const moved = entry(view, "reassign_dispatch", decision, "route", { reference });
  return done([moved], moveWords(view), "deferred");
}
