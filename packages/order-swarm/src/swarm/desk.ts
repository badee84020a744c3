import type { RevisionId } from "../plan/revisions.ts";
import type { ActionToolName } from "./action-tools.ts";
import type { Role } from "./agent-names.ts";
import type { ReadToolName } from "./read-tools.ts";

/** What one specialist is told, may call, and may hand over to. */
export interface Desk {
  task: string;
  reads: readonly ReadToolName[];
  actions: readonly ActionToolName[];
  duty: string;
  /** The duty under trial, and the revision that brings it. */
  trial?: { revision: RevisionId; duty: string };
  /** Whom it may hand over to beside the orchestrator. */
  handsTo?: readonly Role[];
}
