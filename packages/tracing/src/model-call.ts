import type { JsonValue } from "@loopwright/core";
import { z } from "zod";
import type { CapturedSpan } from "./captured-trace.ts";
import { chatMessages, plainMessage, plainText, type ChatMessage } from "./chat-message.ts";

/** What a model span tells, whichever wire format it came from. */
export interface ModelCall {
  model?: string;
  responseId?: string;
  /** Settings of the call that were given: temperature, reasoning, … */
  parameters: Record<string, JsonValue>;
  input: ChatMessage[];
  output: ChatMessage[];
  finishReasons: string[];
  usage: TokenCounts;
}

/** Whole numbers; one that was not reported is missing. */
export interface TokenCounts {
  input?: number;
  output?: number;
  total?: number;
  cached?: number;
  reasoning?: number;
}

const count = z.int().min(0).optional().catch(undefined);
const details = z.looseObject({ cached_tokens: count, reasoning_tokens: count }).nullish();

const WireUsage = z
  .looseObject({
    input_tokens: count,
    output_tokens: count,
    prompt_tokens: count,
    completion_tokens: count,
    total_tokens: count,
    input_tokens_details: details.catch(undefined),
    output_tokens_details: details.catch(undefined),
    prompt_tokens_details: details.catch(undefined),
    completion_tokens_details: details.catch(undefined),
  })
  .transform(tokenCounts);

const optionalText = z.string().min(1).optional().catch(undefined);
const optionalJson = z.json().optional().catch(undefined);

const Response = z.looseObject({
  id: optionalText,
  model: optionalText,
  status: optionalText,
  instructions: optionalJson,
  output: optionalJson,
  usage: WireUsage.optional().catch(undefined),
});

const Completion = z.looseObject({
  id: optionalText,
  model: optionalText,
  choices: z.array(z.looseObject({ message: z.json(), finish_reason: optionalText })),
  usage: WireUsage.optional().catch(undefined),
});

/** Reads a `response` or `generation` span; other spans are no model calls. */
export function modelCallOf(span: CapturedSpan): ModelCall | undefined {
  if (span.type === "response") return responseCall(span.data);
  return span.type === "generation" ? generationCall(span.data) : undefined;
}

/** The system prompt is not among the input items; the response echoes it. */
function responseCall(data: CapturedSpan["data"]): ModelCall {
  const response = Response.safeParse(data["_response"]).data ?? {};
  const instructions = plainText(response.instructions);
  const responseId = optionalText.parse(data["response_id"]) ?? response.id;
  return {
    ...(response.model ? { model: response.model } : {}),
    ...(responseId ? { responseId } : {}),
    parameters: given(response, responseSettings),
    input: [
      ...(instructions ? [plainMessage("system", instructions)] : []),
      ...chatMessages(data["_input"]),
    ],
    output: chatMessages(response.output),
    finishReasons: response.status ? [response.status] : [],
    usage: response.usage ?? {},
  };
}

/** A chat completion is kept whole in the span's output; other providers put messages there. */
function generationCall(data: CapturedSpan["data"]): ModelCall {
  const outputs = Array.isArray(data["output"]) ? data["output"] : [];
  const completions = outputs.flatMap((entry) => Completion.safeParse(entry).data ?? []);
  const completion = completions[0];
  const model = optionalText.parse(data["model"]) ?? completion?.model;
  const choices = completions.flatMap((entry) => entry.choices);
  return {
    ...(model ? { model } : {}),
    ...(completion?.id ? { responseId: completion.id } : {}),
    parameters: given(data["model_config"], undefined),
    input: chatMessages(data["input"]),
    output: chatMessages(completion ? choices.map((choice) => choice.message) : outputs),
    finishReasons: choices.flatMap((choice) => choice.finish_reason ?? []),
    usage: WireUsage.safeParse(data["usage"]).data ?? completion?.usage ?? {},
  };
}

const responseSettings = [
  "temperature",
  "top_p",
  "max_output_tokens",
  "reasoning",
  "tool_choice",
  "parallel_tool_calls",
  "text",
  "truncation",
];

function given(source: unknown, keys: readonly string[] | undefined): Record<string, JsonValue> {
  const settings = z.record(z.string(), z.json()).safeParse(source).data ?? {};
  return Object.fromEntries(
    Object.entries(settings).filter(
      ([key, value]) => value !== null && (keys === undefined || keys.includes(key)),
    ),
  );
}

interface WireCounts {
  input_tokens?: number | undefined;
  output_tokens?: number | undefined;
  prompt_tokens?: number | undefined;
  completion_tokens?: number | undefined;
  total_tokens?: number | undefined;
  input_tokens_details?: WireDetails;
  output_tokens_details?: WireDetails;
  prompt_tokens_details?: WireDetails;
  completion_tokens_details?: WireDetails;
}
type WireDetails =
  | { cached_tokens?: number | undefined; reasoning_tokens?: number | undefined }
  | null
  | undefined;

function tokenCounts(usage: WireCounts): TokenCounts {
  const input = usage.input_tokens ?? usage.prompt_tokens;
  const output = usage.output_tokens ?? usage.completion_tokens;
  const sum = input === undefined || output === undefined ? undefined : input + output;
  const cached = (usage.input_tokens_details ?? usage.prompt_tokens_details)?.cached_tokens;
  const reasoning = (usage.output_tokens_details ?? usage.completion_tokens_details)
    ?.reasoning_tokens;
  return defined({ input, output, total: usage.total_tokens ?? sum, cached, reasoning });
}

function defined(counts: { [K in keyof TokenCounts]: number | undefined }): TokenCounts {
  return Object.fromEntries(Object.entries(counts).filter(([, value]) => value !== undefined));
}
