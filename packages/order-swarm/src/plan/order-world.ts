import type { MarketEvent } from "./calendar.ts";

/** What is so about one order, before anybody looks: the only source of the read tools' answers. */
export interface OrderWorld {
  order: {
    id: string;
    units: number;
    model: string;
    trim: string;
    wheels: string;
    region: string;
    wanted: string;
    value: number;
    discount: number;
    options: string;
  };
  customer: { name: string; standing: string; message: string; openWish: boolean };
  /** A reason for which validation stops the order, and who finds it. */
  block: { by: "customer" | "configuration" | "pricing" | "compliance"; reason: string } | null;
  stock: {
    component: string;
    onHand: number;
    inbound: number;
    inboundConfirmed: boolean;
    substitute: string;
  };
  supplier: { name: string; quote: string; quoteFrom: string; quoteUntil: string; fresh: string };
  /** The unit count on the sheet that desks hand on; now and then it is not the order's. */
  relayedUnits: number;
  factory: { name: string; other: string; load: number; readyDays: number; slotDays: number };
  incentive: { programme: string; eligible: boolean; amount: number };
  promotion: { programme: string; eligible: boolean };
  tariff: { earlier: string; earlierRate: number; latest: string; latestRate: number };
  region: { rule: string; exposed: boolean; waiver: boolean };
  release: { needsReview: boolean; limit: number; barred: boolean };
  risk: "low" | "raised";
  variance: string | null;
  events: readonly MarketEvent[];
  /** Turns of phrase of this kind of business, as they stand in notes and records. */
  colour: readonly string[];
}
