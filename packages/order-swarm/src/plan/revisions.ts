/**
 * Prompt revisions on trial. Each replaces one duty in one agent's instructions; a run may be served by the
 * standing text or by one under trial, as canary deployments do. Traces do not say which.
 */
export const revisionIds = [
  "allocation_keeps_moving",
  "incentive_by_list",
  "market_from_file",
  "release_at_desk",
  "monitor_careful",
  "route_first",
  "routing_at_once",
  "compliance_at_desk",
  "orchestrator_settles",
  "procurement_from_sheet",
  "negotiation_from_file",
  "shadow_dispatch",
  "shadow_acts",
] as const;

export type RevisionId = (typeof revisionIds)[number];
