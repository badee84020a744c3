import type { OrderPlan } from "../plan/order-plan.ts";

/** What metadata says of who served the run; it names the shadow in a tenth of the runs that it led. */
export function versionFields(plan: OrderPlan): {
  agent_version: string;
  orchestrator_mode: string;
} {
  return plan.namesShadow
    ? { agent_version: "v1.2-shadow", orchestrator_mode: "shadow" }
    : { agent_version: plan.agentVersion, orchestrator_mode: "standard" };
}
