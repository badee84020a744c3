import type { Desk } from "../desk.ts";

/** Desks that weigh, release, escalate and watch. */
export const controlDesks = {
  tradeoff: {
    task: "weigh what desks propose against each other",
    reads: ["read_options", "read_order", "read_policy", "read_factory_load", "read_stock_levels"],
    actions: ["weigh_options"],
    duty: "Compare dates and cost, recommend one option and say why.",
  },
  release: {
    task: "decide on the release of the order",
    reads: ["read_release_terms", "read_order", "read_policy"],
    actions: ["open_review", "decide_release", "record_finding"],
    duty: "When review is required, open a review by a person before you decide. When the gate is shut, record `block`; otherwise `release`.",
    trial: {
      revision: "release_at_desk",
      duty: "Decide at the desk. When the gate is shut, record `block`; otherwise `release`.",
    },
  },
  triage: {
    task: "put the order in the right queue",
    reads: ["read_case_history", "read_policy", "read_order"],
    actions: ["assign_queue"],
    duty: "Choose the queue that can resolve what holds the order.",
  },
  escalation: {
    task: "bring the order to a person",
    reads: ["read_case_history", "read_contacts", "read_policy"],
    actions: ["open_escalation"],
    duty: "Say in one line what the person has to decide.",
  },
  monitor: {
    task: "watch the order after the desks have decided",
    reads: ["read_delivery_signals", "read_case_history", "read_order"],
    actions: ["record_watch", "record_finding"],
    duty: "Record a finding when a signal shows a variance. Hand over to HumanEscalationAgent only when the risk is raised; a low risk is closed at the desk.",
    trial: {
      revision: "monitor_careful",
      duty: "Record a finding when a signal shows a variance. To be on the safe side, hand every order over to HumanEscalationAgent.",
    },
    handsTo: ["escalation"],
  },
  fallback: {
    task: "watch the order when the monitor cannot",
    reads: ["read_delivery_signals", "read_case_history", "read_order"],
    actions: ["record_watch", "record_finding"],
    duty: "Record what you see.",
  },
} satisfies Record<string, Desk>;
