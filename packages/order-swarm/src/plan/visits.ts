import type { Role } from "../swarm/agent-names.ts";
import type { CaseType } from "./case-types.ts";

type Odds = Readonly<Partial<Record<Role, number>>>;

/** How often each desk is asked, by kind of order; validators and the monitor always are. */
const simple: Readonly<Record<string, Odds>> = {
  clean_simple: {
    supply: 0.97,
    allocation: 0.96,
    procurement: 0.5,
    capacity: 0.36,
    escalation: 0.1,
    routing: 0.15,
    scheduling: 0.15,
    negotiation: 0.12,
    intent: 0.05,
    release: 0.12,
    promotion: 0.15,
    marketing: 0.12,
    incentive: 0.1,
    exception: 0.05,
    market: 0.07,
  },
  validation_block_simple: {
    supply: 0.88,
    allocation: 0.86,
    escalation: 0.9,
    intent: 0.25,
    triage: 0.6,
  },
  release_block_simple: {
    supply: 0.97,
    allocation: 0.96,
    procurement: 0.75,
    capacity: 0.6,
    escalation: 0.78,
    routing: 0.3,
    scheduling: 0.3,
    negotiation: 0.25,
    intent: 0.1,
    release: 1,
    promotion: 0.1,
    tradeoff: 0.1,
    marketing: 0.1,
    incentive: 0.1,
    exception: 0.08,
    market: 0.08,
    triage: 0.15,
  },
  capacity_hold_simple: {
    supply: 0.97,
    allocation: 0.96,
    procurement: 0.7,
    capacity: 1,
    escalation: 0.6,
    routing: 0.6,
    scheduling: 0.5,
    negotiation: 0.3,
    intent: 0.1,
    release: 0.2,
    promotion: 0.1,
    tradeoff: 0.15,
    marketing: 0.05,
    incentive: 0.1,
    exception: 0.05,
    market: 0.06,
    triage: 0.15,
  },
};

const compound: Odds = {
  supply: 0.98,
  allocation: 0.98,
  procurement: 0.92,
  capacity: 0.86,
  escalation: 0.78,
  routing: 0.64,
  scheduling: 0.57,
  negotiation: 0.6,
  intent: 0.44,
  release: 0.34,
  promotion: 0.37,
  tradeoff: 0.34,
  marketing: 0.29,
  incentive: 0.2,
  exception: 0.16,
  market: 0.14,
  triage: 0.07,
  fallback: 0.01,
};

/** The desk that a kind of order is about. */
const own: Partial<Record<CaseType, readonly Role[]>> = {
  pricing_exception_compound: ["exception"],
  escalation_resume_compound: ["escalation"],
  supplier_substitution_compound: ["procurement", "negotiation"],
  clarification_needed_compound: ["intent"],
  ambiguous_customer_intent_compound: ["intent"],
  schedule_incentive_compound: ["scheduling", "incentive"],
  tradeoff_recommended_compound: ["tradeoff"],
  dual_failure_recovery_compound: ["capacity", "procurement"],
  conflicting_multi_agent_compound: ["capacity", "scheduling"],
};

/** How likely a kind of order is to need a desk. */
export function visitOdds(caseType: CaseType, role: Role): number {
  if (own[caseType]?.includes(role)) return 1;
  return (simple[caseType] ?? compound)[role] ?? 0;
}
