import type { ScriptedModel } from "@loopwright/core/model";
import { answerChat } from "./chat/answer.ts";
import { answerEmbeddings, embeddingModels, unknownModel } from "./answer-embeddings.ts";
import { ApiProblem, problemResponse } from "./api-problem.ts";
import { pause } from "./abort.ts";
import type { Answer, Exchange } from "./exchange.ts";
import { faultChooser, withFault, type FaultPlan } from "./faults.ts";
import { exchangeIds, type ExchangeIds } from "./ids.ts";
import { parseBody, type WireBody } from "./parse-wire.ts";
import { createRequestLog, type LoggedRequest } from "./request-log.ts";
import { answerResponses } from "./responses/answer.ts";
import { createConversations } from "./responses/conversations.ts";
import { runModel } from "./run-model.ts";
import { createTokenCounter } from "./tokens.ts";

export interface SimulatorOptions {
  /** By the names under which callers ask for them. */
  models: Readonly<Record<string, ScriptedModel>>;
  /** The weights of the scripted models: same seed and request, same reply. Default `"1"`. */
  seed?: string;
  /** How long each model call takes at least. Default 0. */
  latencyMs?: number;
  faults?: FaultPlan;
  /** Which API keys are taken. Default: any that is not empty. */
  acceptKey?: (key: string) => boolean;
  /** How many requests `requests` keeps, the latest ones. Default 1000; 0 keeps none. */
  logLimit?: number;
  /** Milliseconds since 1970, for `created_at`. */
  now?: () => number;
}

export interface Simulator {
  /** Give it to a client as its `fetch`; the host in the URL does not matter. */
  fetch(this: void, input: string | URL | Request, init?: RequestInit): Promise<Response>;
  readonly requests: readonly LoggedRequest[];
}

/**
 * An OpenAI-compatible endpoint in a function: `POST /v1/responses`, `/v1/chat/completions` and
 * `/v1/embeddings`, `GET /v1/models`. Errors come back as the API's error bodies; only an abort rejects.
 *
 * @example
 * const simulator = createSimulator({ models: { "sim-echo": () => [{ type: "text", text: "hello" }] } });
 * const client = new OpenAI({ apiKey: "offline", baseURL: "http://simulator.invalid/v1", fetch: simulator.fetch });
 */
export function createSimulator(options: SimulatorOptions): Simulator {
  const { seed = "1", latencyMs = 0, now = Date.now, acceptKey = (key) => key !== "" } = options;
  const models = new Map(Object.entries(options.models));
  const tokens = createTokenCounter();
  const conversations = createConversations();
  const log = createRequestLog(options.logLimit ?? 1000);
  const chooseFault = faultChooser(options.faults ?? []);
  let received = 0;

  async function fetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    const request = new Request(input, init);
    const started = performance.now();
    const entry: LoggedRequest = {
      index: received++,
      method: request.method,
      path: new URL(request.url).pathname,
      status: null,
      ms: 0,
    };
    try {
      const { response, usage } = await answerRequest(request, entry);
      entry.status = response.status;
      if (usage) entry.usage = usage;
      return response;
    } finally {
      entry.ms = performance.now() - started;
      log.add(entry);
    }
  }

  async function answerRequest(request: Request, entry: LoggedRequest): Promise<Answer> {
    try {
      checkKey(request.headers.get("authorization"), acceptKey);
      const text = await request.text();
      const ids = exchangeIds(seed, entry.path, text);
      const answered = await answerPath(request, entry, text, ids);
      answered.response.headers.set("x-request-id", ids.whole("req_"));
      return answered;
    } catch (error) {
      if (error instanceof ApiProblem) return { response: problemResponse(error.details) };
      throw error;
    }
  }

  async function answerPath(
    request: Request,
    entry: LoggedRequest,
    text: string,
    ids: ExchangeIds,
  ): Promise<Answer> {
    const { signal, method } = request;
    if (method === "GET" && entry.path === "/v1/models") return { response: modelList() };
    const answer = method === "POST" ? endpoints.get(entry.path) : undefined;
    if (!answer) throw unknownPath(method, entry.path);
    const body = parseBody(text);
    noteBody(entry, body);
    const fault = chooseFault(entry);
    if (fault) entry.fault = fault.kind;
    return withFault(fault, signal, async () => {
      await pause(latencyMs, signal);
      return answer(exchangeOf({ body, ids, signal }));
    });
  }

  const endpoints = new Map<string, (exchange: Exchange) => Answer | Promise<Answer>>([
    ["/v1/responses", (exchange) => answerResponses(exchange, conversations)],
    ["/v1/chat/completions", answerChat],
    ["/v1/embeddings", answerEmbeddings],
  ]);

  function exchangeOf(call: { body: WireBody; ids: ExchangeIds; signal: AbortSignal }): Exchange {
    const { body, ids, signal } = call;
    return {
      body,
      ids,
      tokens,
      createdAt: Math.floor(now() / 1000),
      async ask(request) {
        const model = models.get(request.model);
        if (!model) throw unknownModel(request.model);
        return runModel({ model, request, seed, signal });
      },
    };
  }

  function modelList(): Response {
    const data = [...models.keys(), ...embeddingModels.keys()].map((id) => ({
      id,
      object: "model",
      created: 0,
      owned_by: "loopwright-simulator",
    }));
    return Response.json({ object: "list", data });
  }

  return { fetch, requests: log.requests };
}

function noteBody(entry: LoggedRequest, body: WireBody): void {
  entry.body = body;
  if (typeof body["model"] === "string") entry.model = body["model"];
}

function checkKey(header: string | null, acceptKey: (key: string) => boolean): void {
  const key = /^Bearer +(\S.*)$/iu.exec(header ?? "")?.[1];
  if (key !== undefined && acceptKey(key)) return;
  throw new ApiProblem({
    status: 401,
    message:
      header === null
        ? "You didn't provide an API key. Send it in the Authorization header, as 'Bearer YOUR_KEY'."
        : "Incorrect API key provided. Send it in the Authorization header, as 'Bearer YOUR_KEY'.",
    code: "invalid_api_key",
  });
}

function unknownPath(method: string, path: string): ApiProblem {
  return new ApiProblem({
    status: 404,
    message: `Invalid URL (${method} ${path}). The paths here begin with /v1: responses, chat/completions, embeddings, models.`,
    code: "unknown_url",
  });
}
