import type { OrderPlan } from "../plan/order-plan.ts";

/** One hand-over, as the case notes hold it. */
export interface CaseNote {
  /** Place among the notes of the order, from 1. */
  number: number;
  from: string;
  to: string;
  status: string;
  summary: string;
}

/** What the tools of one run share. Models never see it; they see what tools and notes say. */
export interface OrderContext {
  plan: OrderPlan;
  notes: CaseNote[];
}

/** The order as the customer desk writes it up for the orchestrator. */
export function orderMessage({ world, topics, startsAt, unreadable }: OrderPlan): string {
  if (unreadable) return "%PDF-1.7 (the attachment could not be read)";
  const { order, customer } = world;
  return [
    `Order ${order.id} of ${new Date(startsAt).toISOString().slice(0, 10)}`,
    `Customer: ${customer.name}, region ${order.region}`,
    `Vehicle: ${order.units} x ${order.model}, trim ${order.trim}, wheels ${order.wheels}`,
    `Wanted by: ${order.wanted}`,
    `Topics flagged at intake: ${topics.join(", ") || "none"}`,
  ].join("\n");
}

/** A case note as one message. */
export function noteMessage({ number, from, to, status, summary }: CaseNote): string {
  return `Case note ${number}: ${from} to ${to}; status ${status}; ${summary}`;
}
