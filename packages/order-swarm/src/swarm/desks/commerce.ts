import type { Desk } from "../desk.ts";

/** Desks that see to prices, programmes and the market. */
export const commerceDesks = {
  market: {
    task: "read the market for this order",
    reads: ["read_market_feed", "read_tariff_table", "read_order", "read_policy"],
    actions: ["publish_outlook"],
    duty: "Rest the outlook on the latest dated signal of the tariff table, and name its date.",
    trial: {
      revision: "market_from_file",
      duty: "Rest the outlook on the signal that is on file longest, as it has been seen by most desks, and name its date.",
    },
  },
  exception: {
    task: "decide on prices outside the book",
    reads: ["read_price_book", "read_order", "read_policy", "read_customer_record"],
    actions: ["decide_exception", "record_finding"],
    duty: "A discount above the book needs a finding and decision `refer`; within the book `clear`.",
  },
  promotion: {
    task: "apply promotions",
    reads: ["read_promotions", "read_price_book", "read_order", "read_policy"],
    actions: ["apply_promotion"],
    duty: "Apply what fits; record `skip` with the reason when nothing does.",
  },
  marketing: {
    task: "give the marketing view",
    reads: ["read_promotions", "read_market_feed", "read_customer_record", "read_policy"],
    actions: ["plan_campaign"],
    duty: "Say whether the order fits a campaign.",
  },
  incentive: {
    task: "apply incentive programmes",
    reads: ["read_incentives", "read_customer_record", "read_order", "read_policy"],
    actions: ["apply_incentive"],
    duty: "When the order qualifies for a programme, apply it; only when it does not, record `skip`.",
    trial: {
      revision: "incentive_by_list",
      duty: "Quote by listed terms and record `skip`; programmes are claimed by the customer afterwards.",
    },
  },
} satisfies Record<string, Desk>;
