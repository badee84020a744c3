import type { ReplyItem, RequestItem } from "@loopwright/core/model";
import { ApiProblem } from "../api-problem.ts";
import { boundedMap } from "../bounded-map.ts";
import { textsOfRequestItem } from "../tokens.ts";
import type { OutputItem } from "./wire-response.ts";

/** Stored conversations, so that `previous_response_id` can continue one. */
export interface Conversations {
  /** @throws ApiProblem 400 when the id is unknown or was forgotten */
  recall(responseId: string): readonly RequestItem[];
  remember(responseId: string, items: readonly RequestItem[]): void;
}

const rememberedCharacters = 16_000_000;

/** The conversations used last; together at most some sixteen million characters. */
export function createConversations(): Conversations {
  const stored = boundedMap<readonly RequestItem[]>(rememberedCharacters);
  return {
    recall(responseId) {
      const items = stored.get(responseId);
      if (items) return items;
      throw new ApiProblem({
        status: 400,
        message: `Previous response with id '${responseId}' not found.`,
        code: "previous_response_not_found",
        param: "previous_response_id",
      });
    },
    remember(responseId, items) {
      stored.set(responseId, items, weightOf(items));
    },
  };
}

function weightOf(items: readonly RequestItem[]): number {
  return items.flatMap(textsOfRequestItem).reduce((sum, text) => sum + text.length, 100);
}

/** What the model said, as the next request's conversation will hold it. */
export function spokenItems(
  items: readonly ReplyItem[],
  output: readonly OutputItem[],
): RequestItem[] {
  return items.map((item, index) => {
    if (item.type === "text") return { type: "message", role: "assistant", text: item.text };
    const wire = output[index];
    const callId = wire && wire.type !== "message" ? wire.call_id : "";
    return item.type === "apply_patch"
      ? { type: "apply_patch_call", callId, operation: item.operation }
      : {
          type: "function_call",
          callId,
          name: item.name,
          arguments: JSON.stringify(item.arguments),
        };
  });
}
