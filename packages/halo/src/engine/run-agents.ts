import { LoopError, messageOf, type HarnessConfig } from "@loopwright/core";
import type { TraceStore } from "@loopwright/trace-store";
import {
  Agent,
  Runner,
  tool,
  user,
  type AgentInputItem,
  type ModelProvider,
  type Tool,
} from "@openai/agents";
import { z } from "zod";
import type { RunAnalysis } from "../analysis/analyze-runs.ts";
import type { ContextEvidence } from "../context/read-context.ts";
import type { Budget } from "./budget.ts";
import { createCompaction } from "./compaction.ts";
import type { EmitEvent } from "./events.ts";
import { evidenceTools } from "./evidence-tools.ts";
import { FinalAnswer } from "./final-answer.ts";
import { gitTools } from "./git-tools.ts";
import { providerFailure } from "./provider-failure.ts";
import { rootInstructions, subagentInstructions } from "./prompts.ts";
import { createSemaphore } from "./semaphore.ts";
import { createSummaries, synthesizeTool } from "./summaries.ts";
import { engineTool, type ToolboxOptions } from "./toolbox.ts";
import { traceTools } from "./trace-tools.ts";
import { turnFilter } from "./turn-filter.ts";

/** What all agents of one diagnosis share. */
export interface Crew {
  provider: ModelProvider;
  model: string;
  store: TraceStore;
  evidence: ContextEvidence;
  analysis: RunAnalysis;
  harness: HarnessConfig;
  harnessDir?: string | undefined;
  budget: Budget;
  emit: EmitEvent;
  maximumTurns: number;
  maximumDepth: number;
  maximumParallel: number;
  signal?: AbortSignal | undefined;
}

/** The root agent's conversation, and what it handed in. */
export interface RootRun {
  answer: FinalAnswer | undefined;
  history: AgentInputItem[];
  /** Why there is no answer. */
  trouble?: string;
}

/** Makes the agents of one diagnosis: a root that hands in a final answer, and those that it delegates to. */
export function createCrew(crew: Crew) {
  const gates = Array.from({ length: crew.maximumDepth + 1 }, () =>
    createSemaphore(crew.maximumParallel),
  );
  const children = new Map<string, number>();
  const summaries = createSummaries(crew);

  async function runRoot(input: string | AgentInputItem[], turns: number): Promise<RootRun> {
    const agent = { agentId: "root", parentAgentId: "", depth: 0 };
    let answer: FinalAnswer | undefined;
    const finish = tool({
      name: "final_answer",
      description: "Hands in the diagnosis. It ends your work.",
      parameters: FinalAnswer,
      errorFunction: (_context, error) => `Not accepted: ${messageOf(error)}`,
      async execute(given: FinalAnswer) {
        answer = given;
        return "Handed in.";
      },
    });
    const options = {
      agent,
      instructions: rootInstructions({ canDelegate: crew.maximumDepth > 0 }),
      tools: [finish],
      turns,
      input,
    };
    try {
      const first = await converse(options);
      if (answer) return { answer, history: first.history };
      // Some models answer in words; they are asked once more for the form.
      const nudge = user("Hand in your diagnosis by calling final_answer now.");
      const second = await converse({ ...options, input: [...first.history, nudge], turns: 2 });
      return { answer, history: second.history };
    } catch (error) {
      crew.signal?.throwIfAborted();
      const failure = crew.budget.exhausted() === undefined ? providerFailure(error) : undefined;
      if (failure) throw failure;
      crew.emit({ ...agent, type: "failed", detail: messageOf(error) });
      return { answer, history: [], trouble: messageOf(error) };
    }
  }

  /** Named after its parent: which of two agents delegates first must not change what either is told. */
  function nameOfNext(parent: string): string {
    const number = (children.get(parent) ?? 0) + 1;
    children.set(parent, number);
    return parent === "root" ? `agent-${number}` : `${parent}.${number}`;
  }

  /** A child's failure is its result: it must not end the parent. */
  async function runSubagent(question: string, parent: { agentId: string; depth: number }) {
    const agent = {
      agentId: nameOfNext(parent.agentId),
      parentAgentId: parent.agentId,
      depth: parent.depth + 1,
    };
    const gate = gates[agent.depth];
    if (!gate) throw new LoopError("engine", "no agent may be called at this depth");
    return gate(async () => {
      try {
        const { output, history } = await converse({
          agent,
          instructions: subagentInstructions(),
          tools: [],
          turns: crew.maximumTurns,
          input: question,
        });
        const calls = history.filter((item) => item.type === "function_call").length;
        return { child_agent_id: agent.agentId, answer: output, tool_calls_made: calls };
      } catch (error) {
        crew.signal?.throwIfAborted();
        crew.emit({ ...agent, type: "failed", detail: messageOf(error) });
        return { child_agent_id: agent.agentId, answer: messageOf(error), tool_calls_made: 0 };
      }
    });
  }

  async function converse(options: {
    agent: { agentId: string; parentAgentId: string; depth: number };
    instructions: string;
    tools: Tool[];
    turns: number;
    input: string | AgentInputItem[];
  }): Promise<{ output: string; history: AgentInputItem[] }> {
    const { agent, instructions, tools, turns, input } = options;
    const { budget, emit, signal } = crew;
    emit({ ...agent, type: "started", detail: "" });
    const box: ToolboxOptions = { budget, agent, emit, outputs: new Map() };
    const runner = new Runner({
      modelProvider: crew.provider,
      tracingDisabled: true,
      callModelInputFilter: turnFilter({
        maximumTurns: turns,
        budget,
        isRoot: agent.depth === 0,
        agent,
        emit,
        compact: createCompaction({ summaries, agent }),
      }),
    });
    const result = await runner.run(
      new Agent({
        name: agent.depth === 0 ? "diagnostician" : "reader",
        instructions,
        model: crew.model,
        tools: [...toolsFor(agent, box), ...tools],
        toolUseBehavior: { stopAtToolNames: ["final_answer"] },
      }),
      input,
      { maxTurns: turns, ...(signal ? { signal } : {}) },
    );
    emit({ ...agent, type: "finished", detail: "" });
    return { output: result.finalOutput ?? "", history: result.history };
  }

  function toolsFor(agent: { agentId: string; depth: number }, box: ToolboxOptions): Tool[] {
    const { store, evidence, analysis, harness, harnessDir } = crew;
    const common = [
      ...traceTools(store),
      ...evidenceTools({ evidence, analysis, harness }),
      ...(harnessDir === undefined ? [] : gitTools(harnessDir)),
      synthesizeTool({ store, summaries, agent: box.agent }),
      contextItemTool(box),
      ...(agent.depth < crew.maximumDepth ? [subagentTool(agent)] : []),
    ];
    return common.map((make) => make(box));
  }

  function subagentTool(agent: { agentId: string; depth: number }) {
    return engineTool({
      name: "call_subagent",
      description:
        "Gives one question to another reader with the same tools. It knows nothing but the question: name trace ids and what to look for.",
      parameters: z.object({ input: z.string().min(1) }),
      run: ({ input }) => runSubagent(input, agent),
    });
  }

  function contextItemTool({ outputs }: ToolboxOptions) {
    return engineTool({
      name: "get_context_item",
      description: "Brings back a tool output that was cut to save room.",
      parameters: z.object({ item_id: z.string() }),
      run: async ({ item_id }) => {
        const output = outputs.get(item_id);
        if (output === undefined)
          throw new LoopError("not_found", `${item_id}: no output of yours has this id`);
        return output;
      },
    });
  }

  return { runRoot };
}
