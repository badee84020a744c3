import type { Answer, Exchange } from "../exchange.ts";
import { eventStream } from "../sse.ts";
import { completionChunks, completionObject } from "./wire-completion.ts";
import { parseChatCall } from "./wire-request.ts";

/** `POST /v1/chat/completions` */
export async function answerChat(exchange: Exchange): Promise<Answer> {
  const { body, ids, tokens, createdAt } = exchange;
  const { request, stream, streamUsage } = parseChatCall(body);
  const items = await exchange.ask(request);
  const usage = {
    input_tokens: tokens.request(request, body["tools"]),
    output_tokens: tokens.reply(items),
  };
  const parts = { request, items, usage, ids, createdAt };
  return {
    usage,
    response: stream
      ? eventStream(completionChunks(parts, streamUsage))
      : Response.json(completionObject(parts)),
  };
}
