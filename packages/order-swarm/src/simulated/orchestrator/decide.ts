import type { ReplyItem } from "@loopwright/core/model";
import type { DeskView } from "../desk-view.ts";
import { passingRemark } from "../phrases.ts";
import { isDispatchedElsewhere, reports } from "./case-notes.ts";

/** The structured decision at the end of an order. */
export function decide(view: DeskView): ReplyItem[] {
  const has = (status: string) => view.notes.some((note) => note.status === status);
  const status = isDispatchedElsewhere(view) ? stalledStatus(view, has) : finalStatus(view, has);
  return [
    {
      type: "text",
      text: JSON.stringify({
        order_id: view.orderId,
        status,
        recommended_action: actionFor(status),
        summary: `The desks have reported: ${passingRemark(view.random)}.`,
      }),
    },
  ];
}

/** An order that somebody else dispatched stays where it was left, or stands still altogether. */
function stalledStatus({ random }: DeskView, has: (status: string) => boolean): string {
  if (has("blocked") || has("gate_blocked")) return "blocked";
  return random.next() < 0.45 ? "blocked" : "in_progress";
}

function finalStatus(view: DeskView, has: (status: string) => boolean): string {
  if (has("blocked") || has("gate_blocked")) return "blocked";
  if (hasFailed(view)) return "failed";
  if (has("review") || has("raised") || has("escalated")) return "awaiting_review";
  if (has("deferred")) return "in_progress";
  return "completed";
}

/** Parts and line both failed, and no desk weighed a way out. */
function hasFailed(view: DeskView): boolean {
  const stopped = (agent: string) =>
    reports(view, agent).some(({ status }) => status === "held" || status === "deferred");
  return (
    stopped("AllocationAgent") &&
    stopped("CapacityBalancingAgent") &&
    reports(view, "TradeoffAgent").length === 0
  );
}

function actionFor(status: string): string {
  if (status === "completed") return "approve";
  return status === "blocked" || status === "failed" ? "repair" : "review";
}
