import type { Random } from "@loopwright/core/statistics";
import { dayFrom, marketEventsAt } from "./calendar.ts";
import type { CaseType } from "./case-types.ts";
import * as names from "./names.ts";
import type { OrderWorld } from "./order-world.ts";
import { earlierQuote, mangled } from "./patterns.ts";

export interface WorldDraw {
  random: Random;
  caseType: CaseType;
  orderId: string;
  /** Place on the calendar, 0 to 1. */
  position: number;
  instant: number;
}

/** Draws the facts of one order. Each kind of order makes its own facts likely; most others may occur too. */
export function drawWorld({ random, caseType, orderId, position, instant }: WorldDraw): OrderWorld {
  const chance = (odds: number) => random.next() < odds;
  const compound = caseType.endsWith("_compound");
  const clean = caseType === "clean_simple";
  const units = random.pick([12, 14, 16, 18, 23, 24, 26, 31, 34, 36, 42, 48, 53, 62]);
  const substituting =
    caseType === "supplier_substitution_compound" || caseType === "dual_failure_recovery_compound";
  const short = chance(substituting ? 0.85 : compound ? 0.34 : clean ? 0.06 : 0.22);
  const minor = chance(0.1);
  const readyDays = random.integer(8, 30);
  const apart = chance(
    caseType === "conflicting_multi_agent_compound" ? 0.9 : compound ? 0.3 : 0.12,
  );
  const incentiveCase = caseType === "schedule_incentive_compound";
  const supplierName = random.pick(names.suppliers);
  const fresh = `Q-${random.integer(1000, 9999)}`;
  const lapsed = chance(0.3);
  return {
    order: {
      id: orderId,
      units,
      model: random.pick(names.models),
      trim: random.pick(names.trims),
      wheels: random.pick(names.wheels),
      region: random.pick(names.regions),
      wanted: dayFrom(instant, random.integer(20, 60)),
      value: units * random.integer(38, 64) * 1000,
      discount:
        caseType === "pricing_exception_compound" ? random.integer(9, 15) : random.integer(0, 6),
      options: random.pick(["tow bar", "second charger", "racking", "cold pack"]),
    },
    customer: {
      name: random.pick(names.customers),
      standing: chance(0.9) ? "good" : "new",
      message: random.pick(["asks for the usual build", "asks when it will come", "sent a list"]),
      openWish:
        caseType === "clarification_needed_compound" ||
        caseType === "ambiguous_customer_intent_compound",
    },
    block:
      caseType === "validation_block_simple"
        ? {
            by: random.pick(["customer", "configuration", "pricing", "compliance"]),
            reason: random.pick(["a paper is missing", "two records differ", "a limit is passed"]),
          }
        : null,
    stock: {
      component: random.pick(names.components),
      onHand:
        short || minor ? Math.floor(units * (short ? 0.3 : 0.85)) : units + random.integer(2, 40),
      inbound: Math.ceil(units * 0.8),
      inboundConfirmed: !short && (minor || chance(0.4)),
      substitute: chance(0.8) ? `${random.pick(names.suppliers)} equivalent` : "none",
    },
    supplier: {
      name: supplierName,
      quote: lapsed ? earlierQuote(fresh) : fresh,
      quoteFrom: dayFrom(instant, -random.integer(30, 60)),
      quoteUntil: dayFrom(instant, -random.integer(3, 12)),
      fresh,
    },
    relayedUnits: chance(0.12) ? mangled(units) : units,
    factory: {
      name: random.pick(names.factories),
      other: random.pick(names.factories),
      load:
        caseType === "capacity_hold_simple" || caseType === "dual_failure_recovery_compound"
          ? random.integer(96, 118)
          : random.integer(60, 112),
      readyDays,
      slotDays: apart ? readyDays + random.integer(6, 14) : readyDays + random.integer(-2, 2),
    },
    incentive: {
      programme: random.pick(names.incentives),
      eligible: chance(incentiveCase ? 0.9 : 0.6),
      amount: random.integer(4, 30) * 100,
    },
    promotion: { programme: random.pick(names.promotions), eligible: chance(0.6) },
    tariff: drawTariff(random, instant),
    region: {
      rule: random.pick(names.rules),
      exposed: caseType === "regional_compliance_compound" || chance(compound ? 0.13 : 0.07),
      waiver: chance(0.08),
    },
    release: {
      needsReview: chance(0.75),
      limit: random.integer(6, 9) * 100_000,
      barred: caseType === "release_block_simple" && chance(0.85),
    },
    risk: chance(caseType === "escalation_resume_compound" ? 0.5 : compound ? 0.16 : 0.05)
      ? "raised"
      : "low",
    variance: null,
    events: marketEventsAt(position, instant),
    colour: names.colours[caseType],
  };
}

/** Two dated signals; now and then the later one says something else. */
function drawTariff(random: Random, instant: number): OrderWorld["tariff"] {
  const rate = random.integer(3, 12);
  return {
    earlier: dayFrom(instant, -random.integer(40, 90)),
    earlierRate: rate,
    latest: dayFrom(instant, -random.integer(2, 9)),
    latestRate: random.next() < 0.45 ? rate + random.pick([-3, 2, 4]) : rate,
  };
}
