import { commercePolicies } from "./specialists/commerce.ts";
import { controlPolicies } from "./specialists/control.ts";
import { customerPolicies } from "./specialists/customer.ts";
import type { Policies } from "./specialists/desk-outcome.ts";
import { factoryPolicies } from "./specialists/factory.ts";
import { supplyPolicies } from "./specialists/supply.ts";
import { validationPolicies } from "./specialists/validation.ts";

/** What each specialist does, by the name that its instructions give it. */
export const policies: Policies = {
  ...validationPolicies,
  ...supplyPolicies,
  ...factoryPolicies,
  ...customerPolicies,
  ...commercePolicies,
  ...controlPolicies,
};
