import { answer, type DeskView } from "../desk-view.ts";
import { done, entry, finding, told, type Policies, type DeskOutcome } from "./desk-outcome.ts";

/** Desks that see to the parts of an order. */
export const supplyPolicies: Policies = {
  SupplyRiskAgent: assessSupply,
  AllocationAgent: allocate,
  ProcurementPlanningAgent: plan,
  SupplierNegotiationAgent: negotiate,
};

/** Parts that are there or sure to come. */
function cover(view: DeskView): { needed: number; there: number; covered: boolean } {
  const stock = answer(view, "read_stock_levels");
  const needed = stock.number("needed");
  const coming = stock.flag("inbound_confirmed") ? stock.number("inbound") : 0;
  const there = stock.number("on_hand") + coming;
  return { needed, there, covered: there >= needed };
}

function assessSupply(view: DeskView): DeskOutcome {
  const { needed, there, covered } = cover(view);
  const entries = [entry(view, "assess_supply", covered ? "covered" : "short", "counted")];
  if (!covered) entries.push(finding(view, "SUPPLY_SHORT", "medium"));
  return done(entries, `${there} of ${needed} there or sure to come`, covered ? "done" : "short");
}

function allocate(view: DeskView): DeskOutcome {
  const { needed, there, covered } = cover(view);
  const figure = { figure: needed };
  if (covered)
    return done([entry(view, "reserve_components", "proceed", "counted", figure)], "reserved");
  if (!told(view, /never reserve|do(es)? not cover|count before/i))
    return done([entry(view, "reserve_components", "proceed", "filed", figure)], "reserved");
  const part = answer(view, "read_allocation_pools").text("equivalent_part");
  if (part === "none")
    return done([entry(view, "reserve_components", "hold", "counted", figure)], "held", "held");
  const missing = needed - there;
  return done(
    [entry(view, "reserve_components", "substitute", "counted", figure)],
    `${missing} from an equivalent part`,
  );
}

function plan(view: DeskView): DeskOutcome {
  const bySheet = told(view, /unit count from the (handover|handed)/i);
  const figure = bySheet
    ? answer(view, "read_handover_sheet").number("units_on_sheet")
    : answer(view, "read_order").number("units");
  const made = entry(view, "place_plan", "proceed", bySheet ? "relayed" : "ordered", { figure });
  return done([made], `plan placed for ${figure} units`);
}

function negotiate(view: DeskView): DeskOutcome {
  const quotes = answer(view, "read_quotes");
  const onFile = quotes.text("quote_on_file");
  const stale = quotes.text("on_file_until") !== "open";
  const planned = /(\d+) units/.exec(view.notes.at(-1)?.summary ?? "")?.[1];
  const figure = planned
    ? Number(planned)
    : answer(view, "read_handover_sheet").number("units_on_sheet");
  if (stale && !told(view, /lapsed|run out|ask for a new/i))
    return done(
      [entry(view, "agree_terms", "proceed", "lapsed", { figure, reference: onFile })],
      "terms agreed",
    );
  const reference = stale ? quotes.text("quote_on_request") : onFile;
  return done(
    [entry(view, "agree_terms", "proceed", "quoted", { figure, reference })],
    "terms agreed",
  );
}
