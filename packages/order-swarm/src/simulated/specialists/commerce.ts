import { answer, type DeskView } from "../desk-view.ts";
import { done, entry, finding, told, type Policies, type DeskOutcome } from "./desk-outcome.ts";

/** Desks that see to prices, programmes and the market. */
export const commercePolicies: Policies = {
  MarketIntelligenceAgent: outlook,
  PricingExceptionAgent: except,
  PromotionAgent: promote,
  MarketingAgent: campaign,
  IncentiveAgent: incentivise,
};

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
  return view.random.pick(["quoted", "offer on file", "terms noted"]);
}
