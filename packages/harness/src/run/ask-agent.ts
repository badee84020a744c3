import { setTimeout as sleep } from "node:timers/promises";
import { LoopError, type HarnessConfig } from "@loopwright/core";
import { Runner, type ModelProvider, type RunContext } from "@openai/agents";
import type { SandboxSession } from "@openai/agents/sandbox";
import { renderTurn } from "../render/render-turn.ts";
import { buildAgent } from "./build-agent.ts";
import { untilAborted } from "./deadline.ts";
import { quoteOutputs } from "./quote-outputs.ts";
import { endCommands } from "./run-session.ts";
import type { Sandbox } from "../sandbox/create-sandbox.ts";

/** How long a cancelled run may take to close its spans, in milliseconds. */
const closingTime = 1000;

/**
 * Lets the agent work in a session until it answers.
 *
 * @returns the final answer
 * @throws whatever the SDK throws (turns, endpoint), or the signal's reason
 */
export async function askAgent(options: {
  harness: HarnessConfig;
  question: string;
  model: string;
  modelProvider: ModelProvider;
  sandbox: Sandbox;
  session: SandboxSession;
  context: RunContext;
  signal: AbortSignal;
}): Promise<string> {
  const { harness, question, model, modelProvider, sandbox, session, context, signal } = options;
  signal.throwIfAborted();
  const runner = new Runner({ modelProvider, callModelInputFilter: quoteOutputs });
  const running = runner.run(buildAgent(harness, model), renderTurn(harness, question), {
    sandbox: { session },
    maxTurns: harness.model_settings.max_turns,
    context,
    signal,
  });
  const stopCommands = () => void endCommands(sandbox, session);
  signal.addEventListener("abort", stopCommands, { once: true });
  try {
    return textOf((await untilAborted(signal, running)).finalOutput);
  } catch (error) {
    await Promise.race([running.catch(() => {}), sleep(closingTime)]);
    throw error;
  } finally {
    signal.removeEventListener("abort", stopCommands);
  }
}

function textOf(output: unknown): string {
  if (typeof output === "string" && output.trim() !== "") return output;
  throw new LoopError("engine", "the agent ended without an answer");
}
