import { user, type AgentInputItem, type CallModelInputFilter } from "@openai/agents";
import type { Budget } from "./budget.ts";
import type { EmitEvent } from "./events.ts";

/**
 * Before each call: the turn's number with the countdown of the last ones, and the history in short where it
 * has grown long. The history itself stays whole, so that `get_context_item` can bring back what was cut.
 */
export function turnFilter(options: {
  maximumTurns: number;
  budget: Budget;
  isRoot: boolean;
  agent: { agentId: string; parentAgentId: string; depth: number };
  emit: EmitEvent;
  compact: (items: readonly AgentInputItem[]) => Promise<AgentInputItem[]>;
}): CallModelInputFilter {
  const { maximumTurns, budget, isRoot, agent, emit, compact } = options;
  let turn = 0;
  return async ({ modelData }) => {
    turn += 1;
    emit({ ...agent, type: "turn", detail: String(turn) });
    const history = await compact(modelData.input);
    const isLast = turn >= maximumTurns || budget.exhausted() !== undefined;
    budget.admit({ closing: isRoot });
    return {
      ...modelData,
      input: [...history, user(turnNote({ turn, maximumTurns, isRoot, isLast }))],
    };
  };
}

function turnNote(given: {
  turn: number;
  maximumTurns: number;
  isRoot: boolean;
  isLast: boolean;
}): string {
  const { turn, maximumTurns, isRoot, isLast } = given;
  const finish = isRoot ? "call final_answer" : "answer in plain words, without a tool call";
  if (isLast) return `[turn ${turn} of ${maximumTurns}: the last one; ${finish} now]`;
  const left = maximumTurns - turn;
  return left <= 3
    ? `[turn ${turn} of ${maximumTurns}: ${left} left; begin to ${finish}]`
    : `[turn ${turn} of ${maximumTurns}]`;
}
