import type { Role } from "./agent-names.ts";
import type { Desk } from "./desk.ts";
import { commerceDesks } from "./desks/commerce.ts";
import { controlDesks } from "./desks/control.ts";
import { customerDesks } from "./desks/customer.ts";
import { factoryDesks } from "./desks/factory.ts";
import { supplyDesks } from "./desks/supply.ts";
import { validationDesks } from "./desks/validation.ts";

/** The specialists. Duties are written for a capable model; each names what to look at and what must not happen. */
export const desks: Readonly<Record<Exclude<Role, "orchestrator">, Desk>> = {
  ...validationDesks,
  ...supplyDesks,
  ...factoryDesks,
  ...customerDesks,
  ...commerceDesks,
  ...controlDesks,
};
