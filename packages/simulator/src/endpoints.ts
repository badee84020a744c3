import type { ScriptedModel } from "@loopwright/core/model";
import { pause } from "./abort.ts";
import { answerEmbeddings, embeddingModels, unknownModel } from "./answer-embeddings.ts";
import { ApiProblem } from "./api-problem.ts";
import { answerChat } from "./chat/answer.ts";
import type { Answer, Exchange } from "./exchange.ts";
import type { ExchangeIds } from "./ids.ts";
import type { WireBody } from "./parse-wire.ts";
import { answerResponses } from "./responses/answer.ts";
import { createConversations } from "./responses/conversations.ts";
import { runModel } from "./run-model.ts";
import { createTokenCounter, type TokenCounter } from "./tokens.ts";

export interface EndpointsOptions {
  models: ReadonlyMap<string, ScriptedModel>;
  seed: string;
  latencyMs: number;
  now: () => number;
}

/** One call, read and admitted. */
interface Call {
  body: WireBody;
  ids: ExchangeIds;
  signal: AbortSignal;
}

export type Endpoint = (call: Call) => Promise<Answer>;

/**
 * What answers at each route, and what they remember between calls.
 *
 * @returns a function that finds the endpoint of a route and throws an ApiProblem 404 when there is none
 */
export function createEndpoints(options: EndpointsOptions): (route: string) => Endpoint {
  const conversations = createConversations();
  let counter: Promise<TokenCounter> | undefined;
  const exchangeOf = async ({ body, ids, signal }: Call): Promise<Exchange> => ({
    body,
    ids,
    tokens: await (counter ??= createTokenCounter()),
    createdAt: Math.floor(options.now() / 1000),
    async ask(request) {
      const model = options.models.get(request.model);
      if (!model) throw unknownModel(request.model);
      return runModel({ model, request, seed: options.seed, signal });
    },
  });
  const afterLatency =
    (answer: (exchange: Exchange) => Answer | Promise<Answer>): Endpoint =>
    async (call) => {
      await pause(options.latencyMs, call.signal);
      return answer(await exchangeOf(call));
    };
  const endpoints = new Map<string, Endpoint>([
    ["GET /v1/models", async () => modelList(options.models.keys())],
    ["POST /v1/responses", afterLatency((exchange) => answerResponses(exchange, conversations))],
    ["POST /v1/chat/completions", afterLatency(answerChat)],
    ["POST /v1/embeddings", afterLatency(answerEmbeddings)],
  ]);
  return (route) => {
    const endpoint = endpoints.get(route);
    if (endpoint) return endpoint;
    throw new ApiProblem({
      status: 404,
      message: `Invalid URL (${route}). What there is: ${[...endpoints.keys()].join(", ")}.`,
      code: "unknown_url",
    });
  };
}

function modelList(scripted: Iterable<string>): Answer {
  const data = [...scripted, ...embeddingModels.keys()].map((id) => ({
    id,
    object: "model",
    created: 0,
    owned_by: "loopwright-simulator",
  }));
  return { response: Response.json({ object: "list", data }) };
}
