import type { HarnessConfig } from "@loopwright/core";
import type { Gate } from "@loopwright/promptfoo-gate";
import type { Models } from "./models.ts";
import type { RunPaths } from "./run-folder.ts";
import type { RunPlan } from "./run-record.ts";

/** What every stage is given: what was asked for, where the files lie, and which models answer. */
export interface Loop {
  plan: RunPlan;
  paths: RunPaths;
  harness: HarnessConfig;
  models: Models;
  /** Promptfoo with our judge behind it; its worker is shared by the stages that need it. */
  gate: Gate;
  /** Spans are sent to this OTLP/HTTP endpoint too. */
  otlpEndpoint?: string;
  /** Shows what a long stage is doing. */
  note: (text: string) => void;
  signal: AbortSignal;
}

/** A stage reads its input from files, writes its output to files, and says in one line what came out. */
export type Stage = (loop: Loop) => Promise<string>;
