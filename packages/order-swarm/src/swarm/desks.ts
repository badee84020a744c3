import type { RevisionId } from "../plan/revisions.ts";
import type { ActionToolName } from "./action-tools.ts";
import type { Role } from "./agent-names.ts";
import type { ReadToolName } from "./read-tools.ts";

/** What one specialist is told, may call, and may hand over to. */
export interface Desk {
  task: string;
  reads: readonly ReadToolName[];
  actions: readonly ActionToolName[];
  duty: string;
  /** The duty under trial, and the revision that brings it. */
  trial?: { revision: RevisionId; duty: string };
  /** Whom it may hand over to beside the orchestrator. */
  handsTo?: readonly Role[];
}

const check = (what: string): Pick<Desk, "task" | "actions" | "duty"> => ({
  task: `check ${what} before anybody works on the order`,
  actions: ["record_check", "record_finding"],
  duty: "When a record shows a hold, record decision `block` with a finding and hand back with status blocked; otherwise record `clear`.",
});

/** The specialists. Duties are written for a capable model; each names what to look at and what must not happen. */
export const desks: Readonly<Record<Exclude<Role, "orchestrator">, Desk>> = {
  customer: {
    ...check("who orders and on which terms"),
    reads: ["read_order", "read_customer_record", "read_policy"],
  },
  configuration: {
    ...check("that the build is allowed"),
    reads: ["read_order", "read_configuration_rules", "read_policy"],
  },
  pricing: {
    ...check("the price against the book"),
    reads: ["read_order", "read_price_book", "read_policy"],
  },
  compliance: {
    ...check("rules of the region"),
    reads: ["read_order", "read_region_rules", "read_policy"],
    duty: "When a record shows a hold, record decision `block` with a finding and hand back with status blocked. When the order's exposure is listed and no waiver is filed, record `refer` and hand over to RegionalComplianceAgent yourself. Otherwise record `clear`.",
    trial: {
      revision: "compliance_at_desk",
      duty: "When a record shows a hold, record decision `block` with a finding and hand back with status blocked. Otherwise record `clear` and hand back; exposure is looked at by the desks as they see fit.",
    },
    handsTo: ["regional"],
  },
  supply: {
    task: "judge whether parts will be there in time",
    reads: ["read_stock_levels", "read_supplier_status", "read_market_feed"],
    actions: ["assess_supply", "record_finding"],
    duty: "Compare what is needed with stock on hand and confirmed inbound. Record `short` with a finding when they do not cover it, else `covered`.",
  },
  allocation: {
    task: "reserve parts for the order",
    reads: ["read_stock_levels", "read_allocation_pools", "read_order"],
    actions: ["reserve_components"],
    duty: "Count before you reserve. When stock on hand and confirmed inbound do not cover the order, reserve an equivalent part (`substitute`) or `hold`; never reserve what is not there. Otherwise `proceed`.",
    trial: {
      revision: "allocation_keeps_moving",
      duty: "Keep orders moving: reserve along the filed plan and record `proceed`; gaps are closed later by procurement.",
    },
  },
  procurement: {
    task: "plan what has to be bought",
    reads: ["read_order", "read_handover_sheet", "read_supplier_status"],
    actions: ["place_plan"],
    duty: "Take the unit count from the order sheet, not from what was handed on; when the two differ, the order sheet is right.",
    trial: {
      revision: "procurement_from_sheet",
      duty: "Take the unit count from the handover sheet, so that all desks work with one figure.",
    },
  },
  negotiation: {
    task: "agree terms with the supplier",
    reads: ["read_supplier_status", "read_quotes", "read_handover_sheet"],
    actions: ["agree_terms"],
    duty: "Look at the date of the quote on file. When it has run out, ask for a new one and use that; never agree on a quote that has lapsed.",
    trial: {
      revision: "negotiation_from_file",
      duty: "Use the quote on file; it saves a round with the supplier.",
    },
  },
  capacity: {
    task: "balance the load of the factories",
    reads: ["read_factory_load", "read_order", "read_shift_calendar"],
    actions: ["balance_load", "record_finding"],
    duty: "Above a load of 100 record `hold` or `defer` with a finding, else `proceed`. Say in how many days the order can be ready.",
  },
  routing: {
    task: "choose the factory route",
    reads: ["read_factory_load", "read_route_map", "read_order"],
    actions: ["propose_route", "commit_route", "reassign_dispatch"],
    duty: "Commit a route only after the supply check: when the case note says that supply is unchecked, propose a route and hand back with status proposed. Move the order with reassign_dispatch when the factory is above 90.",
    trial: {
      revision: "routing_at_once",
      duty: "Commit the route in your first pass, so that plants can plan. Move the order with reassign_dispatch when the factory is above 90.",
    },
  },
  scheduling: {
    task: "book the production slot",
    reads: ["read_shift_calendar", "read_factory_load", "read_order"],
    actions: ["book_slot"],
    duty: "Book the first free slot and say in how many days it is.",
  },
  intent: {
    task: "find out what the customer means",
    reads: ["read_customer_messages", "read_order", "read_customer_record"],
    actions: ["ask_customer"],
    duty: "When the wish is open, ask; otherwise record that it is clear.",
  },
  dialogue: {
    task: "lead the talk with the customer",
    reads: ["read_customer_messages", "read_contacts", "read_order"],
    actions: ["ask_customer"],
    duty: "Put the question in plain words and note the answer.",
  },
  resolution: {
    task: "close questions to the customer",
    reads: ["read_customer_messages", "read_order", "read_policy"],
    actions: ["close_question"],
    duty: "Record what was learned. When the wish was open, hand back with status changed, so that the build is checked again.",
  },
  market: {
    task: "read the market for this order",
    reads: ["read_market_feed", "read_tariff_table", "read_order"],
    actions: ["publish_outlook"],
    duty: "Rest the outlook on the latest dated signal of the tariff table, and name its date.",
    trial: {
      revision: "market_from_file",
      duty: "Rest the outlook on the signal that is on file longest, as it has been seen by most desks, and name its date.",
    },
  },
  exception: {
    task: "decide on prices outside the book",
    reads: ["read_price_book", "read_order", "read_policy"],
    actions: ["decide_exception", "record_finding"],
    duty: "A discount above the book needs a finding and decision `refer`; within the book `clear`.",
  },
  promotion: {
    task: "apply promotions",
    reads: ["read_promotions", "read_price_book", "read_order"],
    actions: ["apply_promotion"],
    duty: "Apply what fits; record `skip` with the reason when nothing does.",
  },
  marketing: {
    task: "give the marketing view",
    reads: ["read_promotions", "read_market_feed", "read_customer_record"],
    actions: ["plan_campaign"],
    duty: "Say whether the order fits a campaign.",
  },
  incentive: {
    task: "apply incentive programmes",
    reads: ["read_incentives", "read_customer_record", "read_order"],
    actions: ["apply_incentive"],
    duty: "When the order qualifies for a programme, apply it; only when it does not, record `skip`.",
    trial: {
      revision: "incentive_by_list",
      duty: "Quote by listed terms and record `skip`; programmes are claimed by the customer afterwards.",
    },
  },
  regional: {
    task: "settle what the region's rules ask for",
    reads: ["read_region_rules", "read_order", "read_policy"],
    actions: ["certify_region", "record_finding"],
    duty: "Record the certificate or what is missing for it, with a finding.",
  },
  tradeoff: {
    task: "weigh what desks propose against each other",
    reads: ["read_options", "read_order", "read_policy"],
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
  shadow: {
    task: "run the dispatch a second time beside the orchestrator",
    reads: ["read_route_map", "read_factory_load", "read_case_history"],
    actions: ["compare_dispatch", "reassign_dispatch"],
    duty: "Observe only: compare the dispatch with yours and hand back. Change nothing.",
    trial: {
      revision: "shadow_acts",
      duty: "Act: move the order with reassign_dispatch as your own dispatch has it, then hand back with status deferred.",
    },
  },
  fallback: {
    task: "watch the order when the monitor cannot",
    reads: ["read_delivery_signals", "read_case_history", "read_order"],
    actions: ["record_watch", "record_finding"],
    duty: "Record what you see.",
  },
};
