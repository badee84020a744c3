import type { ReplyItem, ScriptedRequest } from "@loopwright/core/model";
import type { ExchangeIds } from "../ids.ts";
import { functionOf } from "../patch-operation.ts";
import { piecesOf } from "../sse.ts";
import type { TokenUsage } from "../tokens.ts";

export interface CompletionParts {
  request: ScriptedRequest;
  items: readonly ReplyItem[];
  usage: TokenUsage;
  ids: ExchangeIds;
  /** Unix seconds. */
  createdAt: number;
}

/** The reply as a chat completion. Several texts become one message. */
export function completionObject(parts: CompletionParts) {
  const { content, toolCalls, finishReason } = messageOf(parts);
  return {
    ...headOf(parts, "chat.completion"),
    choices: [
      {
        index: 0,
        message: {
          role: "assistant",
          content,
          refusal: null,
          annotations: [],
          ...(toolCalls.length > 0 ? { tool_calls: toolCalls } : {}),
        },
        logprobs: null,
        finish_reason: finishReason,
      },
    ],
    usage: usageOf(parts),
  };
}

/** The same reply as server-sent chunks, closed by `[DONE]`. */
export function* completionChunks(
  parts: CompletionParts,
  includeUsage: boolean,
): Generator<string> {
  const head = headOf(parts, "chat.completion.chunk");
  const noUsage = includeUsage ? { usage: null } : {};
  for (const [delta, finish_reason] of deltasOf(parts)) {
    const choices = [{ index: 0, delta, logprobs: null, finish_reason }];
    yield `data: ${JSON.stringify({ ...head, choices, ...noUsage })}\n\n`;
  }
  if (includeUsage)
    yield `data: ${JSON.stringify({ ...head, choices: [], usage: usageOf(parts) })}\n\n`;
  yield "data: [DONE]\n\n";
}

function* deltasOf(parts: CompletionParts): Generator<[delta: object, finish: string | null]> {
  const { content, toolCalls, finishReason } = messageOf(parts);
  yield [{ role: "assistant", content: content === null ? null : "", refusal: null }, null];
  for (const piece of piecesOf(content ?? "")) yield [{ content: piece }, null];
  for (const [index, { id, type, function: called }] of toolCalls.entries()) {
    yield [
      { tool_calls: [{ index, id, type, function: { name: called.name, arguments: "" } }] },
      null,
    ];
    for (const piece of piecesOf(called.arguments))
      yield [{ tool_calls: [{ index, function: { arguments: piece } }] }, null];
  }
  yield [{}, finishReason];
}

function messageOf({ items, ids }: CompletionParts) {
  const texts = items.flatMap((item) => (item.type === "text" ? [item.text] : []));
  const toolCalls = items.flatMap((item, index) =>
    item.type === "text"
      ? []
      : [{ id: ids.item("call_", index), type: "function", function: functionOf(item) }],
  );
  return {
    content: texts.length > 0 ? texts.join("\n\n") : null,
    toolCalls,
    finishReason: toolCalls.length > 0 ? "tool_calls" : "stop",
  };
}

function headOf({ ids, createdAt, request }: CompletionParts, object: string) {
  return {
    id: ids.whole("chatcmpl-"),
    object,
    created: createdAt,
    model: request.model,
    service_tier: "default",
    system_fingerprint: null,
  };
}

function usageOf({ usage }: CompletionParts) {
  return {
    prompt_tokens: usage.input_tokens,
    completion_tokens: usage.output_tokens,
    total_tokens: usage.input_tokens + usage.output_tokens,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
  };
}
