import type { Desk } from "../desk.ts";

/** Desks that choose where and when an order is built; one of them only watches. */
export const factoryDesks = {
  capacity: {
    task: "balance the load of the factories",
    reads: ["read_factory_load", "read_order", "read_shift_calendar", "read_route_map"],
    actions: ["balance_load", "record_finding"],
    duty: "Above a load of 100 record `hold` or `defer` with a finding, else `proceed`. Say in how many days the order can be ready.",
  },
  routing: {
    task: "choose the factory route",
    reads: ["read_factory_load", "read_route_map", "read_order", "read_shift_calendar"],
    actions: ["propose_route", "commit_route", "reassign_dispatch"],
    duty: "Commit a route only after the supply check: when the case note says that supply is unchecked, propose a route and hand back with status proposed. Move the order with reassign_dispatch when the factory is above 90.",
    trial: {
      revision: "routing_at_once",
      duty: "Commit the route in your first pass, so that plants can plan. Move the order with reassign_dispatch when the factory is above 90.",
    },
  },
  scheduling: {
    task: "book the production slot",
    reads: ["read_shift_calendar", "read_factory_load", "read_order", "read_case_history"],
    actions: ["book_slot"],
    duty: "Book the first free slot and say in how many days it is.",
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
} satisfies Record<string, Desk>;
