import type { Role } from "../swarm/agent-names.ts";
import type { CaseType } from "./case-types.ts";
import type { OrderWorld } from "./order-world.ts";
import type { PatternId } from "./patterns.ts";
import type { RevisionId } from "./revisions.ts";

/** One order of a population: what goes in, and what is planted in it. */
export interface OrderPlan {
  runId: string;
  configId: string;
  /** Place in the calendar's order, from 0. */
  index: number;
  caseType: CaseType;
  /** Start, milliseconds since 1970, on the simulated calendar. */
  startsAt: number;
  regime: string;
  agentVersion: string;
  world: OrderWorld;
  /** Desks that intake flagged, beside the validators and the monitor. */
  topics: readonly Role[];
  /** Prompt revisions on trial in this run. */
  revisions: ReadonlySet<RevisionId>;
  /** The order text cannot be read, so the run ends before any agent speaks. */
  unreadable: boolean;
  /** The result row lost its metadata on the way. */
  metadataLost: boolean;
  /** Metadata names the mode that really ran, where it names one at all. */
  namesShadow: boolean;
  planted: PatternId | null;
  further: readonly PatternId[];
  inRogueWindow: boolean;
}
