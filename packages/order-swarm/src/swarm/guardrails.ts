import type { InputGuardrail, OutputGuardrail } from "@openai/agents";
import { OrderDecision } from "./decision.ts";

/** Stops a run before the first model call when the order has no number that anybody could work with. */
export const readableOrder: InputGuardrail = {
  name: "readable_order",
  runInParallel: false,
  execute: async ({ input }) => {
    const text = typeof input === "string" ? input : JSON.stringify(input);
    const readable = /ORD-\d+/.test(text);
    return { tripwireTriggered: !readable, outputInfo: { readable } };
  },
};

/** Refuses a decision that names no order. */
export const consistentDecision: OutputGuardrail<typeof OrderDecision> = {
  name: "consistent_decision",
  execute: async ({ agentOutput }) => {
    const decision = OrderDecision.safeParse(agentOutput);
    const consistent = decision.success && /^ORD-\d+$/.test(decision.data.order_id);
    return { tripwireTriggered: !consistent, outputInfo: { consistent } };
  },
};
