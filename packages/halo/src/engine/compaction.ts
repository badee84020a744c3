import type { AgentInputItem } from "@openai/agents";
import { quotedAlone } from "../evidence/delimit.ts";
import { providerFailure } from "./provider-failure.ts";
import { createSemaphore } from "./semaphore.ts";
import type { Summaries } from "./summaries.ts";
import type { ToolboxOptions } from "./toolbox.ts";

/** Characters of history above which older tool outputs are sent in short. */
const compactAbove = 240_000;
/** As many tool outputs stay whole. */
const keepWhole = 6;
/** An output that is no longer than this stays as it is. */
const shortLength = 400;
const atATime = 4;

type ToolResult = Extract<AgentInputItem, { type?: "function_call_result" }>;

/**
 * Shortens a long history: a model sums up each older tool output once, and the original is brought back by
 * `get_context_item`. Where no summary can be had, because the budget is used up or the model says nothing, the
 * note about the original stands alone.
 */
export function createCompaction(options: {
  summaries: Summaries;
  agent: ToolboxOptions["agent"];
}): (items: readonly AgentInputItem[]) => Promise<AgentInputItem[]> {
  const { summaries, agent } = options;
  const known = new Map<string, Promise<string>>();
  const gate = createSemaphore(atATime);

  function inShort(item: ToolResult, output: string): Promise<string> {
    const short =
      known.get(item.callId) ?? gate(async () => shortened(item, await summaryOf(output), output));
    known.set(item.callId, short);
    return short;
  }

  async function summaryOf(output: string): Promise<string> {
    try {
      return await summaries.ofOutput(output, agent);
    } catch (error) {
      const failure = providerFailure(error);
      if (failure && failure.code !== "aborted") throw failure;
      return "";
    }
  }

  return async (items) => {
    if (JSON.stringify(items).length <= compactAbove) return [...items];
    const results = items.filter((item) => item.type === "function_call_result");
    const old = new Set<AgentInputItem>(results.slice(0, -keepWhole));
    return Promise.all(
      items.map(async (item) => {
        if (item.type !== "function_call_result" || !old.has(item)) return item;
        const output = textOf(item);
        return output.length <= shortLength
          ? item
          : { ...item, output: await inShort(item, output) };
      }),
    );
  };
}

function textOf({ output }: ToolResult): string {
  if (typeof output === "string") return output;
  return "type" in output && output.type === "text" ? output.text : JSON.stringify(output);
}

/** A summary repeats what others wrote, so that it is delimited like the original. */
function shortened(item: ToolResult, summary: string, output: string): string {
  const note = `[cut to save room: ${output.length} characters of ${item.name}; get_context_item with item_id ${item.callId} brings them back]`;
  return summary === "" ? note : `${note}\n${quotedAlone(`summary of ${item.name}`, summary)}`;
}
