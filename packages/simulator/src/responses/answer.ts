import type { Answer, Exchange } from "../exchange.ts";
import { withPatchCalls } from "../patch-operation.ts";
import { eventStream } from "../sse.ts";
import { spokenItems, type Conversations } from "./conversations.ts";
import { responseEvents } from "./events.ts";
import { parseResponsesCall } from "./wire-request.ts";
import { responseObject } from "./wire-response.ts";

/** `POST /v1/responses` */
export async function answerResponses(
  exchange: Exchange,
  conversations: Conversations,
): Promise<Answer> {
  const { body, ids, tokens, createdAt } = exchange;
  const call = parseResponsesCall(body);
  const earlier = call.previousResponseId ? conversations.recall(call.previousResponseId) : [];
  const conversation = withPatchCalls([...earlier, ...call.request.items]);
  const request = { ...call.request, items: conversation };
  const items = await exchange.ask(request);
  const usage = {
    input_tokens: tokens.request(request, body["tools"]),
    output_tokens: tokens.reply(items),
  };
  const response = responseObject({ body, request, items, usage, ids, createdAt });
  if (call.store)
    conversations.remember(response.id, [...conversation, ...spokenItems(items, response.output)]);
  return {
    usage,
    response: call.stream ? eventStream(responseEvents(response)) : Response.json(response),
  };
}
