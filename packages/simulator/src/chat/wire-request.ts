import type { OfferedTool, RequestItem, ScriptedRequest } from "@loopwright/core/model";
import { z } from "zod";
import { AnyJson, Content, parseWire, type WireBody } from "../parse-wire.ts";
import { withPatchCalls } from "../patch-operation.ts";
import { responseFormatOf } from "../response-format.ts";

const WireTool = z.object({
  type: z.string(),
  function: z.object({ name: z.string(), parameters: AnyJson.optional() }).nullish(),
});
const ToolCall = z.object({
  id: z.string(),
  function: z.object({ name: z.string(), arguments: z.string() }),
});
const Message = z.discriminatedUnion("role", [
  z.object({ role: z.enum(["system", "developer", "user"]), content: Content }),
  z.object({
    role: z.literal("assistant"),
    content: Content.nullish(),
    tool_calls: z.array(ToolCall).nullish(),
  }),
  z.object({ role: z.literal("tool"), tool_call_id: z.string(), content: Content }),
]);
type Message = z.infer<typeof Message>;

/** What we read of a `POST /v1/chat/completions` body. Everything else in it is tolerated. */
const ChatBody = z.object({
  model: z.string(),
  messages: z.array(Message).min(1),
  tools: z.array(WireTool).nullish(),
  tool_choice: AnyJson.optional(),
  response_format: z
    .object({
      type: z.string(),
      json_schema: z.object({ name: z.string(), schema: AnyJson.optional() }).nullish(),
    })
    .nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
});

/** A chat call, parsed: the part a model sees, and the part that steers the server. */
export interface ChatCall {
  request: ScriptedRequest;
  stream: boolean;
  streamUsage: boolean;
}

/** @throws ApiProblem 400 that names the wrong key */
export function parseChatCall(body: WireBody): ChatCall {
  const wire = parseWire(ChatBody, body);
  const format = wire.response_format;
  return {
    request: {
      model: wire.model,
      instructions: instructionsOf(wire.messages),
      items: withPatchCalls(wire.messages.flatMap(itemsOf)),
      tools: wire.tool_choice === "none" ? [] : (wire.tools ?? []).map(offeredTool),
      ...(format && format.type !== "text"
        ? { responseFormat: responseFormatOf(format.json_schema ?? {}) }
        : {}),
    },
    stream: wire.stream ?? false,
    streamUsage: wire.stream_options?.include_usage ?? false,
  };
}

function instructionsOf(messages: readonly Message[]): string {
  return messages
    .flatMap((message) =>
      message.role === "system" || message.role === "developer" ? [message.content] : [],
    )
    .join("\n\n");
}

function itemsOf(message: Message): RequestItem[] {
  if (message.role === "user") return [{ type: "message", role: "user", text: message.content }];
  if (message.role === "tool")
    return [
      { type: "function_call_output", callId: message.tool_call_id, output: message.content },
    ];
  if (message.role === "assistant")
    return [...spoken(message.content ?? ""), ...(message.tool_calls ?? []).map(callItem)];
  return [];
}

function spoken(text: string): RequestItem[] {
  return text === "" ? [] : [{ type: "message", role: "assistant", text }];
}

function callItem({ id, function: called }: z.infer<typeof ToolCall>): RequestItem {
  return {
    type: "function_call",
    callId: id,
    name: called.name,
    arguments: called.arguments,
  };
}

function offeredTool({ type, function: offered }: z.infer<typeof WireTool>): OfferedTool {
  if (!offered) return { type: "other", name: type };
  const { name, parameters } = offered;
  return { type: "function", name, ...(parameters === undefined ? {} : { parameters }) };
}
