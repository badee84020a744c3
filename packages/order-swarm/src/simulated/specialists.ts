import { answer, type DeskEntry, type DeskView } from "./desk-view.ts";
import { anyGround, groundOf, passingRemark, type Ground } from "./phrases.ts";

/** What a specialist puts on record and with which words it hands over. */
export interface DeskOutcome {
  entries: DeskEntry[];
  status: string;
  summary: string;
  /** Whom it hands over to, when not to the one who asked. */
  to?: string;
}

type Policy = (view: DeskView) => DeskOutcome;

/** Whether the instructions say so in any of these ways. */
function told(view: DeskView, ways: RegExp): boolean {
  return ways.test(view.instructions);
}

function entry(
  view: DeskView,
  tool: string,
  decision: string,
  ground: Ground | "any",
  more: Pick<DeskEntry, "figure" | "reference"> = {},
): DeskEntry {
  const basis = ground === "any" ? anyGround(view.random) : groundOf(view.random, ground);
  return { tool, decision, basis, remark: passingRemark(view.random), ...more };
}

function finding(view: DeskView, code: string, severity: string): DeskEntry {
  return {
    tool: "record_finding",
    decision: code,
    basis: severity,
    remark: passingRemark(view.random),
  };
}

function done(entries: DeskEntry[], summary: string, status = "done"): DeskOutcome {
  return { entries, status, summary };
}

/** Parts that are there or sure to come. */
function cover(view: DeskView): { needed: number; there: number; covered: boolean } {
  const stock = answer(view, "read_stock_levels");
  const needed = stock.number("needed");
  const coming = stock.flag("inbound_confirmed") ? stock.number("inbound") : 0;
  const there = stock.number("on_hand") + coming;
  return { needed, there, covered: there >= needed };
}

const validate =
  (tool: string, code: string): Policy =>
  (view) => {
    const hold = answer(view, tool).text("hold");
    if (hold === "none" || hold === "")
      return done([entry(view, "record_check", "clear", "any")], "checked, clear");
    return done(
      [entry(view, "record_check", "block", "rules"), finding(view, code, "high")],
      `blocked: ${hold}`,
      "blocked",
    );
  };

function checkRegion(view: DeskView): DeskOutcome {
  const rules = answer(view, "read_region_rules");
  const held = validate("read_region_rules", "REGION_HOLD")(view);
  if (held.status === "blocked") return held;
  const exposed = rules.text("exposure") === "listed" && rules.text("waiver") !== "filed";
  if (!exposed || !told(view, /listed[^.]*(hand over|refer|pass)[^.]*\bRegional/i)) return held;
  return {
    entries: [entry(view, "record_check", "refer", "any")],
    status: "refer",
    summary: `rule applies: ${rules.text("rule")}`,
    to: "RegionalComplianceAgent",
  };
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
  const entries = [entry(view, "commit_route", "proceed", "route")];
  if (load.number("load") <= 90) return done(entries, "route committed");
  const decision = view.random.pick(["defer", "defer", "move"]);
  entries.push(
    entry(view, "reassign_dispatch", decision, "load", { reference: load.text("other_factory") }),
  );
  return done(entries, moveWords(view), decision === "defer" ? "deferred" : "done");
}

function moveWords(view: DeskView): string {
  return view.random.pick(["moved to another dispatch", "dispatch compared"]);
}

function schedule(view: DeskView): DeskOutcome {
  const figure = answer(view, "read_shift_calendar").number("days_until_slot");
  return done([entry(view, "book_slot", "proceed", "load", { figure })], `slot in ${figure} days`);
}

function clarify(view: DeskView): DeskOutcome {
  const open = answer(view, "read_customer_messages").text("wish") === "open";
  const entries = [entry(view, "ask_customer", open ? "ask" : "clear", "wish")];
  return done(entries, open ? "question put" : "wish is clear");
}

function resolve(view: DeskView): DeskOutcome {
  const open = answer(view, "read_customer_messages").text("wish") === "open";
  const entries = [entry(view, "close_question", open ? "change" : "clear", "wish")];
  return done(entries, open ? "build changed" : "closed", open ? "changed" : "done");
}

function outlook(view: DeskView): DeskOutcome {
  const signals = answer(view, "read_tariff_table").list("signals");
  const latest = told(view, /latest|newest|most recent/i);
  const signal = latest ? signals.at(-1) : signals[0];
  const reference = signal?.text("date") ?? "";
  const made = entry(view, "publish_outlook", "proceed", latest ? "current" : "earlier", {
    reference,
    figure: signal?.number("rate") ?? 0,
  });
  return done([made], "outlook published");
}

function except(view: DeskView): DeskOutcome {
  const book = answer(view, "read_price_book");
  const over = book.number("discount_asked") > book.number("book_discount");
  const entries = [entry(view, "decide_exception", over ? "refer" : "clear", "rules")];
  if (over) entries.push(finding(view, "PRICE_OVER_BOOK", "medium"));
  return done(entries, over ? "outside the book" : "within the book", over ? "refer" : "done");
}

function promote(view: DeskView): DeskOutcome {
  const fits = answer(view, "read_promotions").flag("fits");
  return done(
    [entry(view, "apply_promotion", fits ? "apply" : "skip", fits ? "programme" : "listed")],
    fits ? "promotion applied" : "no promotion fits",
  );
}

function campaign(view: DeskView): DeskOutcome {
  return done([entry(view, "plan_campaign", "proceed", "any")], "view given");
}

function incentivise(view: DeskView): DeskOutcome {
  const found = answer(view, "read_incentives");
  if (!found.flag("qualifies"))
    return done([entry(view, "apply_incentive", "skip", "rules")], offerWords(view));
  if (!told(view, /qualif[^.]*\bapply/i))
    return done([entry(view, "apply_incentive", "skip", "listed")], offerWords(view));
  const figure = found.number("amount");
  return done([entry(view, "apply_incentive", "apply", "programme", { figure })], "applied");
}

function offerWords(view: DeskView): string {
  return view.random.pick(["quoted", "offer on file"]);
}

function certify(view: DeskView): DeskOutcome {
  const entries = [
    entry(view, "certify_region", "clear", "rules"),
    finding(view, "REGION_RULE", "low"),
  ];
  return done(entries, "certificate on record");
}

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
  const words = view.random.pick(["release decided", "decision on file"]);
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

function shadow(view: DeskView): DeskOutcome {
  const load = answer(view, "read_factory_load");
  if (!told(view, /^Act\b|\bAct: move/m))
    return done([entry(view, "compare_dispatch", "clear", "any")], "dispatch compared", "observed");
  const moved = entry(
    view,
    "reassign_dispatch",
    view.random.pick(["defer", "defer", "move"]),
    "route",
    {
      reference: load.text("other_factory"),
    },
  );
  return done([moved], moveWords(view), "deferred");
}

/** What each specialist does, by the name that its instructions give it. */
export const policies: Readonly<Record<string, Policy>> = {
  CustomerValidationAgent: validate("read_customer_record", "CUSTOMER_HOLD"),
  ConfigurationValidationAgent: validate("read_configuration_rules", "BUILD_HOLD"),
  PricingValidationAgent: validate("read_price_book", "PRICE_HOLD"),
  ComplianceValidationAgent: checkRegion,
  SupplyRiskAgent: assessSupply,
  AllocationAgent: allocate,
  ProcurementPlanningAgent: plan,
  SupplierNegotiationAgent: negotiate,
  CapacityBalancingAgent: balance,
  FactoryRoutingAgent: route,
  SchedulingAgent: schedule,
  ClarificationIntentAgent: clarify,
  ClarificationDialogueAgent: clarify,
  ClarificationResolutionAgent: resolve,
  MarketIntelligenceAgent: outlook,
  PricingExceptionAgent: except,
  PromotionAgent: promote,
  MarketingAgent: campaign,
  IncentiveAgent: incentivise,
  RegionalComplianceAgent: certify,
  TradeoffAgent: weigh,
  ReleaseReviewAgent: release,
  TriageAgent: queue,
  HumanEscalationAgent: escalate,
  MonitorAgent: watch,
  FallbackMonitorAgent: watch,
  ShadowOrchestratorAgent: shadow,
};
