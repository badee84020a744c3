/** What happens during a diagnosis, in order. */
export interface EngineEvent {
  /** Counts up over all agents. */
  sequence: number;
  /** `root`, then `agent-1`, `agent-2`, …; those that `agent-1` calls are `agent-1.1`, `agent-1.2`, … */
  agentId: string;
  parentAgentId: string;
  /** 0 for the root. */
  depth: number;
  type: "started" | "turn" | "tool_call" | "finished" | "failed" | "replayed";
  /** The tool's name, the turn's number, or why it failed. */
  detail: string;
}

/** Numbers events and hands them on. */
export function createEvents(onEvent: ((event: EngineEvent) => void) | undefined) {
  let sequence = 0;
  return (event: Omit<EngineEvent, "sequence">) => onEvent?.({ sequence: sequence++, ...event });
}
export type EmitEvent = ReturnType<typeof createEvents>;
