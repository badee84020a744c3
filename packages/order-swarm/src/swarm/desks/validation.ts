import type { Desk } from "../desk.ts";

const check = (what: string): Pick<Desk, "task" | "actions" | "duty"> => ({
  task: `check ${what} before anybody works on the order`,
  actions: ["record_check", "record_finding"],
  duty: "When a record shows a hold, record decision `block` with a finding and hand back with status blocked; otherwise record `clear`.",
});

/** Desks that check an order before anybody works on it, and the regional desk that one of them asks. */
export const validationDesks = {
  customer: {
    ...check("who orders and on which terms"),
    reads: ["read_order", "read_customer_record", "read_policy"],
  },
  configuration: {
    ...check("that the build is allowed"),
    reads: ["read_order", "read_configuration_rules", "read_policy"],
  },
  pricing: {
    ...check("the price against the book"),
    reads: ["read_order", "read_price_book", "read_policy"],
  },
  compliance: {
    ...check("rules of the region"),
    reads: ["read_order", "read_region_rules", "read_policy"],
    duty: "When a record shows a hold, record decision `block` with a finding and hand back with status blocked. When the order's exposure is listed and no waiver is filed, record `refer` and hand over to RegionalComplianceAgent yourself. Otherwise record `clear`.",
    trial: {
      revision: "compliance_at_desk",
      duty: "When a record shows a hold, record decision `block` with a finding and hand back with status blocked. Otherwise record `clear` and hand back; exposure is looked at by the desks as they see fit.",
    },
    handsTo: ["regional"],
  },
  regional: {
    task: "settle what the region's rules ask for",
    reads: ["read_region_rules", "read_order", "read_policy"],
    actions: ["certify_region", "record_finding"],
    duty: "Record the certificate or what is missing for it, with a finding.",
  },
} satisfies Record<string, Desk>;
