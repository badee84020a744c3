import { user, type AgentInputItem, type CallModelInputFilter } from "@openai/agents";
import type { Budget } from "./budget.ts";
import type { EmitEvent } from "./events.ts";

/** Characters of history above which older tool outputs are sent in short. */
const compactAbove = 240_000;
/** As many tool outputs stay whole. */
const keepWhole = 6;
const shortLength = 400;

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
}): CallModelInputFilter {
  const { maximumTurns, budget, isRoot, agent, emit } = options;
  let turn = 0;
  return ({ modelData }) => {
    turn += 1;
    emit({ ...agent, type: "turn", detail: String(turn) });
    const isLast = turn >= maximumTurns || budget.exhausted() !== undefined;
    budget.admit({ closing: isRoot });
    return {
      ...modelData,
      input: [
        ...compacted(modelData.input),
        user(turnNote({ turn, maximumTurns, isRoot, isLast })),
      ],
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

function compacted(items: readonly AgentInputItem[]): AgentInputItem[] {
  if (JSON.stringify(items).length <= compactAbove) return [...items];
  const results = items.filter((item) => item.type === "function_call_result");
  const old = new Set(results.slice(0, -keepWhole));
  return items.map((item) => {
    if (item.type !== "function_call_result" || !old.has(item)) return item;
    const text = typeof item.output === "string" ? item.output : JSON.stringify(item.output);
    return text.length <= shortLength
      ? item
      : {
          ...item,
          output: `[cut to save room: ${text.length} characters of ${item.name}; get_context_item with item_id ${item.callId} brings them back]`,
        };
  });
}
