import { answer, type DeskView } from "../desk-view.ts";
import { done, entry, type Policies, type DeskOutcome } from "./desk-outcome.ts";

/** Desks that find out what the customer means. */
export const customerPolicies: Policies = {
  ClarificationIntentAgent: clarify,
  ClarificationDialogueAgent: clarify,
  ClarificationResolutionAgent: resolve,
};

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
