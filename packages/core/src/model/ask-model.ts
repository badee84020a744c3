import { LoopError, messageOf } from "../loop-error.ts";
import type { Usage } from "../nouns/agent-run.ts";
import type { ModelEndpoint } from "./endpoint.ts";

/** One message of a conversation with a model. */
export interface Turn {
  role: "user" | "assistant";
  text: string;
}

/** One call: whom to ask, what, and in which shape to reply. */
export interface AskOptions {
  endpoint: ModelEndpoint;
  model: string;
  name: string;
  instructions: string;
  turns: readonly Turn[];
  jsonSchema: Record<string, unknown>;
  reasoningEffort?: "none" | "minimal" | "low" | "medium" | "high" | "xhigh";
  signal?: AbortSignal;
}

/** What came back, and what it cost. */
export interface ModelReply {
  /** Empty when the model gave none. */
  text: string;
  /** Why the model would not answer, in its own words. */
  refusal?: string;
  usage: Usage;
}

/** One model call in the endpoint's wire format, with the client's errors turned into `LoopError`. */
export async function askModel(options: AskOptions): Promise<ModelReply> {
  try {
    return options.endpoint.api === "responses"
      ? await askResponses(options)
      : await askChatCompletions(options);
  } catch (error) {
    throw asLoopError(error, options);
  }
}

async function askResponses(options: AskOptions): Promise<ModelReply> {
  const { endpoint, model, name, instructions, turns, jsonSchema, reasoningEffort, signal } =
    options;
  const response = await endpoint.client.responses.create(
    {
      model,
      instructions,
      input: turns.map((turn) => ({ role: turn.role, content: turn.text })),
      text: { format: { type: "json_schema", name, schema: jsonSchema, strict: true } },
      ...(reasoningEffort ? { reasoning: { effort: reasoningEffort } } : {}),
    },
    signal ? { signal } : {},
  );
  const refusal = response.output
    .flatMap((item) => (item.type === "message" ? item.content : []))
    .find((part) => part.type === "refusal")?.refusal;
  return {
    text: response.output_text,
    ...(refusal ? { refusal } : {}),
    usage: {
      requests: 1,
      input_tokens: response.usage?.input_tokens ?? 0,
      output_tokens: response.usage?.output_tokens ?? 0,
    },
  };
}

async function askChatCompletions(options: AskOptions): Promise<ModelReply> {
  const { endpoint, model, name, instructions, turns, jsonSchema, reasoningEffort, signal } =
    options;
  const completion = await endpoint.client.chat.completions.create(
    {
      model,
      messages: [
        { role: "system", content: instructions },
        ...turns.map((turn) => ({ role: turn.role, content: turn.text })),
      ],
      response_format: {
        type: "json_schema",
        json_schema: { name, schema: jsonSchema, strict: true },
      },
      ...(reasoningEffort ? { reasoning_effort: reasoningEffort } : {}),
    },
    signal ? { signal } : {},
  );
  const message = completion.choices[0]?.message;
  return {
    text: message?.content ?? "",
    ...(message?.refusal ? { refusal: message.refusal } : {}),
    usage: {
      requests: 1,
      input_tokens: completion.usage?.prompt_tokens ?? 0,
      output_tokens: completion.usage?.completion_tokens ?? 0,
    },
  };
}

/**
 * Sorts a client error by what the reader can do about it. The `openai` package is a type-only peer here,
 * so errors are told apart by their `status`, not by class.
 */
export function asLoopError(
  error: unknown,
  { endpoint, model, signal }: Pick<AskOptions, "endpoint" | "model" | "signal">,
): LoopError {
  const ours = loopErrorWithin(error);
  if (ours) return ours;
  if (signal?.aborted)
    return new LoopError("aborted", `${model}: the call was aborted`, { cause: error });
  const status = statusOf(error);
  const where = `${model} at ${endpoint.client.baseURL}`;
  if (status === 401 || status === 403)
    return new LoopError(
      "model_refused",
      `${where}: the key was refused (HTTP ${status}); check OPENAI_API_KEY`,
      { cause: error },
    );
  if (status === 404)
    return new LoopError(
      "model_refused",
      `${where}: no such model or path (HTTP 404); check the model name and OPENAI_BASE_URL`,
      { cause: error },
    );
  if (status !== undefined && status >= 400 && status < 500 && status !== 408 && status !== 429)
    return new LoopError("model_refused", `${where}: HTTP ${status}: ${messageOf(error)}`, {
      cause: error,
    });
  if (status !== undefined)
    return new LoopError(
      "model_unreachable",
      `${where}: HTTP ${status} after retries: ${messageOf(error)}`,
      { cause: error },
    );
  return new LoopError(
    "model_unreachable",
    `${where}: ${messageOf(error)}; is the endpoint up and OPENAI_BASE_URL right?`,
    { cause: error },
  );
}

/** A `fetch` of ours may refuse a call; the client wraps what it throws. */
function loopErrorWithin(error: unknown): LoopError | undefined {
  if (error instanceof LoopError) return error;
  return error instanceof Error && error.cause !== undefined
    ? loopErrorWithin(error.cause)
    : undefined;
}

function statusOf(error: unknown): number | undefined {
  if (typeof error !== "object" || error === null || !("status" in error)) return undefined;
  return typeof error.status === "number" ? error.status : undefined;
}
