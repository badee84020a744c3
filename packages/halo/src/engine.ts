export { defaultLimits, type EngineLimits, type EnginePrices } from "./engine/budget.ts";
export {
  diagnoseWithAgent,
  journalIdentity,
  type AgentDiagnosis,
  type DiagnoseWithAgentOptions,
} from "./engine/diagnose-with-agent.ts";
export type { EngineEvent } from "./engine/events.ts";
export {
  memoryJournal,
  openJournal,
  type EngineJournal,
  type JournalEntry,
} from "./engine/journal.ts";
export { openContextStore } from "./engine/open-context-store.ts";
