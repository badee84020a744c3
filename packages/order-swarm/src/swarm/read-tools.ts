import type { JsonValue } from "@loopwright/core";
import type { OrderWorld } from "../plan/order-world.ts";

interface ReadTool {
  description: string;
  read(world: OrderWorld): Record<string, JsonValue>;
}

/** Tools that look something up. What they answer is all that an agent learns of the world. */
export const readTools = {
  read_order: {
    description: "The order sheet: units, build, region, wanted date, value.",
    read: ({ order, colour }) => ({
      order: order.id,
      units: order.units,
      build: `${order.model}, trim ${order.trim}, wheels ${order.wheels}, ${order.options}`,
      region: order.region,
      wanted: order.wanted,
      value: order.value,
      discount_asked: order.discount,
      remark: colour[0] ?? "",
    }),
  },
  read_customer_record: {
    description: "What is known of the customer.",
    read: ({ customer, block }) => ({
      customer: customer.name,
      standing: customer.standing,
      hold: block?.by === "customer" ? block.reason : "none",
    }),
  },
  read_configuration_rules: {
    description: "Which builds are allowed.",
    read: ({ order, block, colour }) => ({
      build: `${order.model} ${order.trim}`,
      hold: block?.by === "configuration" ? block.reason : "none",
      remark: colour[1] ?? "",
    }),
  },
  read_price_book: {
    description: "List prices and how far a discount may go.",
    read: ({ order, block }) => ({
      book_discount: 7,
      discount_asked: order.discount,
      hold: block?.by === "pricing" ? block.reason : "none",
    }),
  },
  read_region_rules: {
    description: "Rules of the region, and whether this order falls under one.",
    read: ({ region, order, block }) => ({
      region: order.region,
      rule: region.rule,
      exposure: region.exposed ? "listed" : "none",
      waiver: region.waiver ? "filed" : "none",
      hold: block?.by === "compliance" ? block.reason : "none",
    }),
  },
  read_policy: {
    description: "The rule book of the desk.",
    read: ({ colour, release }) => ({
      rule_book: "in force",
      review_limit: release.limit,
      remark: colour[2] ?? "",
    }),
  },
  read_stock_levels: {
    description: "Stock on hand and inbound for the part that limits the order.",
    read: ({ stock, order }) => ({
      part: stock.component,
      needed: order.units,
      on_hand: stock.onHand,
      inbound: stock.inbound,
      inbound_confirmed: stock.inboundConfirmed,
    }),
  },
  read_allocation_pools: {
    description: "Pools and equivalent parts that an order can be served from.",
    read: ({ stock, colour }) => ({
      pool: "open",
      equivalent_part: stock.substitute,
      remark: colour[0] ?? "",
    }),
  },
  read_supplier_status: {
    description: "How the supplier of the limiting part stands.",
    read: ({ supplier, stock }) => ({
      supplier: supplier.name,
      lot: stock.inboundConfirmed ? "confirmed" : "open",
      lead_days: stock.inbound % 20,
    }),
  },
  read_handover_sheet: {
    description: "The sheet that desks hand on with an order.",
    read: ({ relayedUnits, order, colour }) => ({
      order: order.id,
      units_on_sheet: relayedUnits,
      remark: colour[1] ?? "",
    }),
  },
  read_quotes: {
    description: "Supplier quotes on file, with their dates.",
    read: ({ supplier }) => ({
      quote_on_file: supplier.quote,
      on_file_until: supplier.quote === supplier.fresh ? "open" : supplier.quoteUntil,
      quote_on_request: supplier.fresh,
    }),
  },
  read_market_feed: {
    description: "Dated events of the market.",
    read: ({ events }) => ({
      events: events.map(({ date, headline, weight }) => ({ date, headline, weight })),
    }),
  },
  read_tariff_table: {
    description: "Tariff signals by date.",
    read: ({ tariff }) => ({
      signals: [
        { date: tariff.earlier, rate: tariff.earlierRate },
        { date: tariff.latest, rate: tariff.latestRate },
      ],
    }),
  },
  read_factory_load: {
    description: "Load of the factories in percent.",
    read: ({ factory }) => ({
      factory: factory.name,
      load: factory.load,
      other_factory: factory.other,
      days_until_ready: factory.readyDays,
    }),
  },
  read_route_map: {
    description: "Routes from factory to region.",
    read: ({ factory, order, colour }) => ({
      route: `${factory.name} to ${order.region}`,
      other_route: `${factory.other} to ${order.region}`,
      remark: colour[2] ?? "",
    }),
  },
  read_shift_calendar: {
    description: "Shifts and free slots.",
    read: ({ factory, colour }) => ({
      days_until_slot: factory.slotDays,
      shift: "two",
      remark: colour[0] ?? "",
    }),
  },
  read_customer_messages: {
    description: "What the customer wrote.",
    read: ({ customer, colour }) => ({
      message: customer.message,
      wish: customer.openWish ? "open" : "clear",
      remark: colour[2] ?? "",
    }),
  },
  read_promotions: {
    description: "Promotions in force.",
    read: ({ promotion }) => ({ promotion: promotion.programme, fits: promotion.eligible }),
  },
  read_incentives: {
    description: "Incentive programmes and whether the order qualifies.",
    read: ({ incentive }) => ({
      programme: incentive.programme,
      qualifies: incentive.eligible,
      amount: incentive.amount,
    }),
  },
  read_options: {
    description: "What the desks propose, side by side.",
    read: ({ factory, colour }) => ({
      option_a_days: factory.readyDays,
      option_b_days: factory.slotDays,
      remark: colour[1] ?? "",
    }),
  },
  read_release_terms: {
    description: "What has to be so before an order is released.",
    read: ({ release, order }) => ({
      value: order.value,
      review: release.needsReview ? "required" : "not required",
      gate: release.barred ? "shut" : "free",
    }),
  },
  read_case_history: {
    description: "What happened to the order so far, in short.",
    read: ({ risk, colour }) => ({ risk, remark: colour[1] ?? "" }),
  },
  read_contacts: {
    description: "People who can be asked.",
    read: ({ customer }) => ({ contact: customer.name, hours: "office" }),
  },
  read_delivery_signals: {
    description: "Signals from plants and carriers about the order.",
    read: ({ variance }) => ({ variance: variance ?? "none", carrier: "on call" }),
  },
} satisfies Record<string, ReadTool>;

export type ReadToolName = keyof typeof readTools;
