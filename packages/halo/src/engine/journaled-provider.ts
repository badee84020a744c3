import { createHash } from "node:crypto";
import { LoopError } from "@loopwright/core";
import {
  protocol,
  Usage,
  type AgentOutputItem,
  type Model,
  type ModelProvider,
  type ModelRequest,
  type ModelResponse,
} from "@openai/agents";
import { z } from "zod";
import type { Budget } from "./budget.ts";
import type { EngineJournal, JournalEntry } from "./journal.ts";

export interface JournaledOptions {
  provider: ModelProvider;
  journal: EngineJournal;
  budget: Budget;
  /** Called for each call that the journal answered. */
  onReplay: () => void;
  now: () => number;
}

/**
 * A provider whose models answer from the journal what was answered before, and write down every new reply
 * before anybody sees it. The same request made twice at a time is one call.
 */
export function journaledProvider(options: JournaledOptions): ModelProvider {
  const { provider, journal } = options;
  const known = new Map(journal.entries().map((entry) => [entry.key, entry]));
  const underWay = new Map<string, Promise<ModelResponse>>();
  return {
    async getModel(name): Promise<Model> {
      const model = await provider.getModel(name);
      return {
        getResponse(request) {
          const key = keyOf(name, request);
          const response =
            underWay.get(key) ?? answer({ ...options, model, request, key, entry: known.get(key) });
          underWay.set(key, response);
          return response;
        },
        getStreamedResponse() {
          throw new LoopError("engine", "the diagnosis engine does not stream model replies");
        },
      };
    },
  };
}

async function answer(
  call: JournaledOptions & {
    model: Model;
    request: ModelRequest;
    key: string;
    entry: JournalEntry | undefined;
  },
): Promise<ModelResponse> {
  const { entry, budget, journal, model, request, key, now } = call;
  if (entry) {
    call.onReplay();
    budget.addCall(entry.usage, entry.milliseconds);
    return toResponse(entry);
  }
  request.signal?.throwIfAborted();
  const started = now();
  const response = await model.getResponse(request);
  const fresh: JournalEntry = {
    key,
    output: response.output,
    ...(response.responseId === undefined ? {} : { response_id: response.responseId }),
    usage: {
      requests: 1,
      input_tokens: response.usage.inputTokens,
      output_tokens: response.usage.outputTokens,
    },
    milliseconds: now() - started,
  };
  await journal.append(fresh);
  budget.addCall(fresh.usage, 0);
  // What goes on is what was written, so that a resumed diagnosis sees the very same reply.
  return toResponse(fresh);
}

function toResponse(entry: JournalEntry): ModelResponse {
  const { input_tokens, output_tokens } = entry.usage;
  return {
    output: Output.parse(JSON.parse(JSON.stringify(entry.output))),
    usage: new Usage({
      requests: 1,
      inputTokens: input_tokens,
      outputTokens: output_tokens,
      totalTokens: input_tokens + output_tokens,
    }),
    ...(entry.response_id === undefined ? {} : { responseId: entry.response_id }),
  };
}

const Output: z.ZodType<AgentOutputItem[]> = z.array(protocol.OutputModelItem);

/** Hash of all that a reply depends on. */
function keyOf(name: string | undefined, request: ModelRequest): string {
  const { systemInstructions, input, tools, modelSettings, outputType } = request;
  const sent = JSON.stringify([name, systemInstructions, input, tools, modelSettings, outputType]);
  return createHash("sha256").update(sent).digest("hex");
}
