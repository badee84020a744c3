import type { ReplyItem, RequestItem, ScriptedRequest } from "@loopwright/core/model";
import type { JsonValue } from "@loopwright/core";
import { boundedMap } from "./bounded-map.ts";

/** Tokens of one exchange, in the o200k encoding. */
export interface TokenUsage {
  input_tokens: number;
  output_tokens: number;
}

/** Counts as the o200k encoding does. */
export interface TokenCounter {
  count(text: string): number;
  /** Text from token numbers, for callers that send those. */
  decode(tokens: readonly number[]): string;
  request(request: ScriptedRequest, tools: JsonValue | undefined): number;
  reply(items: readonly ReplyItem[]): number;
}

/** Markers such as `<|endoftext|>` are plain text to us, as they are in a message sent to the API. */
const asPlainText = { disallowedSpecial: new Set<string>() };
const cachedCharacters = 8_000_000;
const worthCaching = 200;

/**
 * Counts the text of a request, without the few framing tokens a real model adds per message. Long pieces are
 * remembered, so that a conversation which grows turn by turn is encoded once and not once a turn. The encoding's
 * two hundred thousand tokens are loaded here and not with the module: most programs that could ask a model never do.
 */
export async function createTokenCounter(): Promise<TokenCounter> {
  const { countTokens, decode } = await import("gpt-tokenizer/encoding/o200k_base");
  const known = boundedMap<number>(cachedCharacters);
  const count = (text: string) => {
    if (text.length < worthCaching) return countTokens(text, asPlainText);
    const cached = known.get(text);
    if (cached !== undefined) return cached;
    const tokens = countTokens(text, asPlainText);
    known.set(text, tokens, text.length);
    return tokens;
  };
  const countAll = (texts: readonly string[]) => texts.reduce((sum, text) => sum + count(text), 0);
  return {
    count,
    decode: (tokens) => decode(tokens),
    request: (request, tools) =>
      countAll([
        request.instructions,
        ...request.items.flatMap(textsOfRequestItem),
        ...(request.tools.length > 0 && tools !== undefined ? [JSON.stringify(tools)] : []),
        ...(request.responseFormat ? [JSON.stringify(request.responseFormat.schema)] : []),
      ]),
    reply: (items) => countAll(items.flatMap(textsOfReplyItem)),
  };
}

/** The texts in one item of a conversation. */
export function textsOfRequestItem(item: RequestItem): string[] {
  if (item.type === "message") return [item.text];
  if (item.type === "function_call") return [item.name, item.arguments];
  if (item.type === "apply_patch_call") return [JSON.stringify(item.operation)];
  return [item.output];
}

function textsOfReplyItem(item: ReplyItem): string[] {
  if (item.type === "text") return [item.text];
  if (item.type === "function_call") return [item.name, JSON.stringify(item.arguments)];
  return [JSON.stringify(item.operation)];
}
