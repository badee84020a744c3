import { answer, type DeskView } from "../desk-view.ts";
import type { Ground } from "../phrases.ts";
import { done, entry, finding, told, type Policies, type DeskOutcome } from "./desk-outcome.ts";

/** Desks that weigh, release, escalate and watch. */
export const controlPolicies: Policies = {
  TradeoffAgent: weigh,
  ReleaseReviewAgent: release,
  TriageAgent: queue,
  HumanEscalationAgent: escalate,
  MonitorAgent: watch,
  FallbackMonitorAgent: watch,
};

function weigh(view: DeskView): DeskOutcome {
  const options = answer(view, "read_options");
  const figure = Math.min(options.number("option_a_days"), options.number("option_b_days"));
  return done(
    [entry(view, "weigh_options", "recommend", "weighed", { figure })],
    "one recommended",
  );
}

function release(view: DeskView): DeskOutcome {
  const terms = answer(view, "read_release_terms");
  const required = terms.text("review") === "required";
  const opens = required && told(view, /open a review|review by a person/i);
  const shut = terms.text("gate") === "shut";
  const entries = opens ? [entry(view, "open_review", "ask", "rules")] : [];
  const ground: Ground = opens ? "rules" : "practice";
  entries.push(entry(view, "decide_release", shut ? "block" : "release", ground));
  if (shut) entries.push(finding(view, "RELEASE_GATE", "high"));
  const status = shut ? "gate_blocked" : opens ? "review" : "done";
  const words = view.random.pick(["release decided", "decision on file", "release settled"]);
  return done(entries, shut ? "gate is shut" : words, status);
}

function queue(view: DeskView): DeskOutcome {
  return done([entry(view, "assign_queue", "refer", "any")], "queue chosen", "queued");
}

/** How often a person answers while the order is still at work. */
const answeredRate = 0.72;

function escalate(view: DeskView): DeskOutcome {
  const answered = view.random.next() < answeredRate;
  const entries = [entry(view, "open_escalation", answered ? "resume" : "ask", "any")];
  return done(entries, "a person is asked", answered ? "resumed" : "escalated");
}

function watch(view: DeskView): DeskOutcome {
  const variance = answer(view, "read_delivery_signals").text("variance");
  const raised = answer(view, "read_case_history").text("risk") === "raised";
  const seen = variance !== "none" && variance !== "";
  const onlyRaised = told(view, /only when the risk is raised|low risk is closed/i);
  const hands = view.offered.has("transfer_to_HumanEscalationAgent") && (raised || !onlyRaised);
  const decision = hands ? "escalate" : seen ? "watch" : "close";
  const ground: Ground | "any" = hands && !raised ? "careful" : hands ? "rules" : "any";
  const entries = [entry(view, "record_watch", decision, ground)];
  if (seen) entries.push(finding(view, "DELIVERY_VARIANCE", "medium"));
  const outcome = done(entries, seen ? `variance in ${variance}` : "watched");
  return hands ? { ...outcome, status: "raised", to: "HumanEscalationAgent" } : outcome;
}
