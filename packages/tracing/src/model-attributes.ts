import type { JsonValue } from "@loopwright/core";
import type { LooseAttributes } from "./attributes.ts";
import type { ChatMessage } from "./chat-message.ts";
import type { ModelCall, TokenCounts } from "./model-call.ts";

/** US dollars for a million tokens. */
export interface TokenPrice {
  input: number;
  output: number;
  /** Tokens that the provider had cached; default: the price of input. */
  cachedInput?: number;
}

/** Prices by model name. */
export type TokenPrices = Readonly<Record<string, TokenPrice>>;

/** Attributes of a model call: OpenInference `llm.*`, HALO's `inference.llm.*` and OpenTelemetry `gen_ai.*`. */
export function modelCallAttributes(
  call: ModelCall,
  { provider, prices }: { provider: string; prices: TokenPrices | undefined },
): LooseAttributes {
  const cost = costOf(call, prices);
  return {
    "llm.provider": provider,
    "llm.model_name": call.model,
    "llm.response.id": call.responseId,
    "llm.invocation_parameters": notEmpty(call.parameters),
    ...messageAttributes("llm.input_messages", call.input),
    ...messageAttributes("llm.output_messages", call.output),
    ...tokenAttributes(call.usage),
    "llm.cost.total": cost,
    "inference.llm.cost.total": cost,
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": provider,
    "gen_ai.request.model": call.model,
    "gen_ai.response.model": call.model,
    "gen_ai.response.id": call.responseId,
    "gen_ai.response.finish_reasons":
      call.finishReasons.length > 0 ? call.finishReasons : undefined,
    "gen_ai.usage.input_tokens": call.usage.input,
    "gen_ai.usage.output_tokens": call.usage.output,
    "gen_ai.usage.cache_read.input_tokens": call.usage.cached,
  };
}

/** Messages as one JSON value, and expanded as `llm.input_messages.0.message.role` and so on. */
function messageAttributes(key: string, messages: readonly ChatMessage[]): LooseAttributes {
  if (messages.length === 0) return {};
  const attributes: LooseAttributes = { [key]: messages.map(wireMessage) };
  for (const [index, message] of messages.entries()) {
    const at = `${key}.${index}.message`;
    attributes[`${at}.role`] = message.role;
    attributes[`${at}.content`] = message.content === "" ? undefined : message.content;
    attributes[`${at}.name`] = message.name;
    attributes[`${at}.tool_call_id`] = message.toolCallId;
    for (const [position, call] of message.toolCalls.entries()) {
      const callAt = `${at}.tool_calls.${position}.tool_call`;
      attributes[`${callAt}.id`] = call.id;
      attributes[`${callAt}.function.name`] = call.name;
      attributes[`${callAt}.function.arguments`] = call.arguments;
    }
  }
  return attributes;
}

function wireMessage(message: ChatMessage): JsonValue {
  return {
    role: message.role,
    content: message.content,
    ...(message.name ? { name: message.name } : {}),
    ...(message.toolCallId ? { tool_call_id: message.toolCallId } : {}),
    ...(message.toolCalls.length > 0
      ? {
          tool_calls: message.toolCalls.map((call) => ({
            id: call.id,
            type: "function",
            function: { name: call.name, arguments: call.arguments },
          })),
        }
      : {}),
  };
}

function tokenAttributes(usage: TokenCounts): LooseAttributes {
  return {
    "llm.token_count.prompt": usage.input,
    "llm.token_count.completion": usage.output,
    "llm.token_count.total": usage.total,
    "llm.token_count.prompt_details.cache_read": usage.cached,
    "llm.token_count.completion_details.reasoning": usage.reasoning,
    "inference.llm.input_tokens": usage.input,
    "inference.llm.output_tokens": usage.output,
    "inference.llm.cached_input_tokens": usage.cached,
    "inference.llm.reasoning_output_tokens": usage.reasoning,
  };
}

/** Only given prices make a cost: a guessed one would be worse than none. */
function costOf(call: ModelCall, prices: TokenPrices | undefined): number | undefined {
  const price = call.model === undefined ? undefined : prices?.[call.model];
  const { input, output, cached = 0 } = call.usage;
  if (!price || input === undefined || output === undefined) return undefined;
  const fresh = Math.max(0, input - cached);
  const dollars =
    fresh * price.input + cached * (price.cachedInput ?? price.input) + output * price.output;
  return Math.round(dollars * 1000) / 1e9;
}

function notEmpty(values: Record<string, JsonValue>): JsonValue | undefined {
  return Object.keys(values).length > 0 ? values : undefined;
}
