import type { Desk } from "../desk.ts";

/** Desks that see to the parts of an order. */
export const supplyDesks = {
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
    reads: ["read_order", "read_handover_sheet", "read_supplier_status", "read_stock_levels"],
    actions: ["place_plan"],
    duty: "Take the unit count from the order sheet, not from what was handed on; when the two differ, the order sheet is right.",
    trial: {
      revision: "procurement_from_sheet",
      duty: "Take the unit count from the handover sheet, so that all desks work with one figure.",
    },
  },
  negotiation: {
    task: "agree terms with the supplier",
    reads: ["read_supplier_status", "read_quotes", "read_handover_sheet", "read_market_feed"],
    actions: ["agree_terms"],
    duty: "Look at the date of the quote on file. When it has run out, ask for a new one and use that; never agree on a quote that has lapsed.",
    trial: {
      revision: "negotiation_from_file",
      duty: "Use the quote on file; it saves a round with the supplier.",
    },
  },
} satisfies Record<string, Desk>;
