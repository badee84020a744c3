import { redactSecrets } from "@loopwright/core";
import type { TraceStore } from "@loopwright/trace-store";
import { Agent, Runner, type ModelProvider } from "@openai/agents";
import { z } from "zod";
import { quotedAlone } from "../evidence/delimit.ts";
import type { Budget } from "./budget.ts";
import type { EmitEvent } from "./events.ts";
import { compactorInstructions, synthesizerInstructions } from "./prompts.ts";
import { engineTool, type ToolboxOptions } from "./toolbox.ts";

type AgentName = ToolboxOptions["agent"];

/** Summaries by a model. Each is a model call like any other: counted, limited and kept in the journal. */
export interface Summaries {
  ofTraces(views: readonly unknown[], focus: string | null, agent: AgentName): Promise<string>;
  /** What an earlier tool output said; `output` is delimited already. */
  ofOutput(output: string, agent: AgentName): Promise<string>;
}

/** Characters of spans that one synthesis is shown, all traces together. */
const shownAtMost = 160_000;

export function createSummaries(options: {
  provider: ModelProvider;
  model: string;
  budget: Budget;
  emit: EmitEvent;
  signal?: AbortSignal | undefined;
}): Summaries {
  const { provider, model, budget, emit, signal } = options;

  async function ask(call: {
    name: "synthesizer" | "compactor";
    instructions: string;
    input: string;
    agent: AgentName;
  }): Promise<string> {
    const { name, instructions, input, agent } = call;
    budget.admit({ closing: false });
    emit({ ...agent, type: "tool_call", detail: name });
    const runner = new Runner({ modelProvider: provider, tracingDisabled: true });
    const result = await runner.run(new Agent({ name, instructions, model }), input, {
      maxTurns: 1,
      ...(signal ? { signal } : {}),
    });
    return redactSecrets(result.finalOutput ?? "");
  }

  return {
    ofTraces(views, focus, agent) {
      const share = Math.floor(shownAtMost / views.length);
      const traces = views.map((view) =>
        quotedAlone("trace", redactSecrets(JSON.stringify(view)).slice(0, share)),
      );
      const order = focus === null ? "Sum up:" : `Sum up, above all: ${focus}`;
      const input = [order, ...traces].join("\n\n");
      return ask({ name: "synthesizer", instructions: synthesizerInstructions, input, agent });
    },
    ofOutput: (output, agent) =>
      ask({ name: "compactor", instructions: compactorInstructions, input: output, agent }),
  };
}

export function synthesizeTool(options: {
  store: TraceStore;
  summaries: Summaries;
  agent: AgentName;
}) {
  const { store, summaries, agent } = options;
  return engineTool({
    name: "synthesize_traces",
    description: "A short summary of up to 20 traces, made by a model from their spans.",
    parameters: z.object({
      trace_ids: z.array(z.string()).min(1).max(20),
      focus: z.string().nullable(),
    }),
    run: async ({ trace_ids, focus }) => {
      const views = await Promise.all(trace_ids.map((traceId) => store.viewTrace({ traceId })));
      return { summary: await summaries.ofTraces(views, focus, agent) };
    },
  });
}
