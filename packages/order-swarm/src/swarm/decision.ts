import { z } from "zod";

/** What a run ends with. */
export const OrderDecision = z.object({
  order_id: z.string().describe("The order's number"),
  status: z.enum(["completed", "awaiting_review", "blocked", "failed", "in_progress"]),
  recommended_action: z.string().describe("What a person should do next, one word"),
  summary: z.string().describe("Why, in one or two sentences"),
});
export type OrderDecision = z.infer<typeof OrderDecision>;
