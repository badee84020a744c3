import type { Desk } from "../desk.ts";

/** Desks that find out what the customer means. */
export const customerDesks = {
  intent: {
    task: "find out what the customer means",
    reads: ["read_customer_messages", "read_order", "read_customer_record", "read_case_history"],
    actions: ["ask_customer"],
    duty: "When the wish is open, ask; otherwise record that it is clear.",
  },
  dialogue: {
    task: "lead the talk with the customer",
    reads: ["read_customer_messages", "read_contacts", "read_order", "read_policy"],
    actions: ["ask_customer"],
    duty: "Put the question in plain words and note the answer.",
  },
  resolution: {
    task: "close questions to the customer",
    reads: ["read_customer_messages", "read_order", "read_policy"],
    actions: ["close_question"],
    duty: "Record what was learned. When the wish was open, hand back with status changed, so that the build is checked again.",
  },
} satisfies Record<string, Desk>;
