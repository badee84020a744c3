import type { ScriptedModel } from "@loopwright/core/model";
import { ApiProblem, problemResponse } from "./api-problem.ts";
import { checkKey } from "./check-key.ts";
import { createEndpoints } from "./endpoints.ts";
import type { Answer } from "./exchange.ts";
import { faultChooser, withFault, type FaultPlan } from "./faults.ts";
import { exchangeIds } from "./ids.ts";
import { parseBody } from "./parse-wire.ts";
import type { Fetch } from "./recording.ts";
import { createRequestLog, type LoggedRequest } from "./request-log.ts";

/** The models to play, and what goes wrong with them. */
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

/** An endpoint without a network. */
export interface Simulator {
  /** Give it to a client as its `fetch`; the host in the URL does not matter. */
  fetch: Fetch;
  /** The latest requests, oldest first. */
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
  const endpointOf = createEndpoints({ models, seed, latencyMs, now });
  const log = createRequestLog(options.logLimit ?? 1000);
  const chooseFault = faultChooser(options.faults ?? []);
  let received = 0;

  async function answer(request: Request, entry: LoggedRequest): Promise<Answer> {
    checkKey(request.headers.get("authorization"), acceptKey);
    const text = await request.text();
    const endpoint = endpointOf(`${entry.method} ${entry.path}`);
    const body = entry.method === "GET" ? {} : parseBody(text);
    if (entry.method !== "GET") entry.body = body;
    if (typeof body["model"] === "string") entry.model = body["model"];
    const fault = chooseFault(entry);
    if (fault) entry.fault = fault.kind;
    const { signal } = request;
    const ids = exchangeIds(seed, entry.path, text);
    const answered = await withFault(fault, signal, () => endpoint({ body, ids, signal }));
    answered.response.headers.set("x-request-id", ids.whole("req_"));
    return answered;
  }

  async function fetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    const started = performance.now();
    const request = new Request(input, init);
    const path = new URL(request.url).pathname;
    const entry: LoggedRequest = {
      index: received++,
      method: request.method,
      path,
      status: null,
      ms: 0,
    };
    try {
      const { response, usage } = await answer(request, entry).catch(problemAnswer);
      entry.status = response.status;
      if (usage) entry.usage = usage;
      return response;
    } finally {
      entry.ms = performance.now() - started;
      log.add(entry);
    }
  }

  return { fetch, requests: log.requests };
}

/** A refusal is an answer too; anything else (an abort, a bug of ours) is not. */
function problemAnswer(error: unknown): Answer {
  if (error instanceof ApiProblem) return { response: problemResponse(error.details) };
  throw error;
}
