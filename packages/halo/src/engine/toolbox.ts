import { messageOf, redactSecrets } from "@loopwright/core";
import { tool, type Tool } from "@openai/agents";
import type { z } from "zod";
import { quotedAlone } from "../evidence/delimit.ts";
import type { Budget } from "./budget.ts";
import type { EmitEvent } from "./events.ts";

/** A tool of the engine before it is wrapped: what it is called, what it takes, and what it finds. */
export interface EngineTool<Parameters extends z.ZodObject> {
  name: string;
  description: string;
  parameters: Parameters;
  run: (input: z.output<Parameters>) => Promise<unknown>;
}

/** A tool for each agent that asks for it: agents have logs of their own and share one budget. */
export function engineTool<Parameters extends z.ZodObject>(
  definition: EngineTool<Parameters>,
): (options: ToolboxOptions) => Tool {
  const { name, description, parameters, run } = definition;
  const plain: z.ZodObject = parameters;
  return (options) =>
    wrap(
      { name, description, parameters: plain, run: (input) => run(parameters.parse(input)) },
      options,
    );
}

export interface ToolboxOptions {
  budget: Budget;
  agent: { agentId: string; parentAgentId: string; depth: number };
  emit: EmitEvent;
  /** Outputs by call id, whole, for `get_context_item`. */
  outputs: Map<string, string>;
}

/**
 * What a tool returns is untrusted: it goes out delimited, without secrets, and within the budget of tool
 * bytes. An error becomes words for the model.
 */
function wrap(
  {
    name,
    description,
    parameters,
    run,
  }: Omit<EngineTool<z.ZodObject>, "run"> & { run: (input: unknown) => Promise<unknown> },
  { budget, agent, emit, outputs }: ToolboxOptions,
): Tool {
  return tool({
    name,
    description,
    parameters,
    errorFunction: (_context, error) => quotedAlone("error", redactSecrets(messageOf(error))),
    async execute(input: unknown, _context, details) {
      emit({ ...agent, type: "tool_call", detail: name });
      const found = await run(input);
      const text = redactSecrets(typeof found === "string" ? found : JSON.stringify(found));
      const output = quotedAlone(`output of ${name}`, text);
      if (!budget.takeToolBytes(Buffer.byteLength(output)))
        return "The budget of tool output is used up. Conclude from what you have.";
      const callId = details?.toolCall?.callId;
      if (callId !== undefined) outputs.set(callId, output);
      return output;
    },
  });
}
