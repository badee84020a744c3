import type { JsonValue } from "@loopwright/core";
import { z } from "zod";

/** One message of a conversation, the same for both wire formats. */
export interface ChatMessage {
  role: string;
  content: string;
  toolCalls: { id: string; name: string; arguments: string }[];
  /** The call that a `tool` message answers. */
  toolCallId?: string;
  name?: string;
}

const text = z.string().catch("");

/** The SDK writes `callId`, the wire `call_id`; what matters of an item has the same name in both. */
const Item = z.looseObject({
  type: z.string().optional().catch(undefined),
  role: z.string().optional().catch(undefined),
  content: z.json().optional().catch(undefined),
  summary: z.json().optional().catch(undefined),
  name: z.string().optional().catch(undefined),
  arguments: z.json().optional().catch(undefined),
  operation: z.json().optional().catch(undefined),
  action: z.json().optional().catch(undefined),
  output: z.json().optional().catch(undefined),
  callId: text,
  call_id: text,
  tool_call_id: text,
  tool_calls: z
    .array(z.looseObject({ id: text, function: z.looseObject({ name: text, arguments: text }) }))
    .nullish()
    .catch(undefined),
});
type Item = z.infer<typeof Item>;

/**
 * Reads a conversation: a bare string, Responses API items in the SDK's or the wire's spelling, or chat
 * messages. Calls that one model turn made side by side become one message, as chat formats have it.
 */
export function chatMessages(value: JsonValue | undefined): ChatMessage[] {
  if (typeof value === "string") return [plainMessage("user", value)];
  if (!Array.isArray(value)) return [];
  const messages: ChatMessage[] = [];
  for (const entry of value) {
    const message = messageOf(entry);
    const previous = messages.at(-1);
    if (!message) continue;
    if (previous && isCallOnly(message) && previous.toolCalls.length > 0)
      previous.toolCalls.push(...message.toolCalls);
    else messages.push(message);
  }
  return messages;
}

export function plainMessage(role: string, content: string): ChatMessage {
  return { role, content, toolCalls: [] };
}

function isCallOnly(message: ChatMessage): boolean {
  return message.role === "assistant" && message.content === "" && message.toolCalls.length > 0;
}

function messageOf(entry: JsonValue): ChatMessage | undefined {
  const parsed = Item.safeParse(entry);
  if (!parsed.success) return typeof entry === "string" ? plainMessage("user", entry) : undefined;
  const item = parsed.data;
  if (item.type === undefined || item.type === "message") return spokenMessage(item);
  if (item.type === "reasoning") return reasoningMessage(item);
  return /_(output|result)$/.test(item.type) ? toolMessage(item) : callMessage(item, item.type);
}

function spokenMessage(item: Item): ChatMessage {
  return {
    ...plainMessage(item.role ?? "assistant", plainText(item.content)),
    toolCalls: (item.tool_calls ?? []).map((call) => ({
      id: call.id,
      name: call.function.name,
      arguments: call.function.arguments,
    })),
    ...(item.tool_call_id ? { toolCallId: item.tool_call_id } : {}),
    ...(item.name ? { name: item.name } : {}),
  };
}

/** Most reasoning items are encrypted or empty; only what can be read becomes a message. */
function reasoningMessage(item: Item): ChatMessage | undefined {
  const thought = plainText(item.summary) || plainText(item.content);
  return thought === "" ? undefined : { ...plainMessage("assistant", thought), name: "reasoning" };
}

function toolMessage(item: Item): ChatMessage {
  return {
    ...plainMessage("tool", plainText(item.output)),
    toolCallId: callIdOf(item),
    ...(item.name ? { name: item.name } : {}),
  };
}

/** A call of a function, or of a built-in tool, whose operation then stands for the arguments. */
function callMessage(item: Item, type: string): ChatMessage {
  const args = item.arguments ?? item.operation ?? item.action ?? "";
  const call = {
    id: callIdOf(item),
    name: item.name ?? type.replace(/_call$/, ""),
    arguments: typeof args === "string" ? args : JSON.stringify(args),
  };
  return { ...plainMessage("assistant", ""), toolCalls: [call] };
}

function callIdOf(item: Item): string {
  return item.callId || item.call_id;
}

const TextPart = z.union([
  z.looseObject({ text: z.string() }).transform((part) => part.text),
  z.looseObject({ refusal: z.string() }).transform((part) => part.refusal),
]);

/** The readable text of a content value: a string, a part, or a list of parts. Other parts are named. */
export function plainText(content: JsonValue | undefined): string {
  if (content === undefined || content === null) return "";
  if (typeof content === "string") return content;
  if (Array.isArray(content)) return content.map(plainText).filter(Boolean).join("\n");
  const part = TextPart.safeParse(content);
  if (part.success) return part.data;
  const kind = z.looseObject({ type: z.string() }).safeParse(content);
  return kind.success ? `[${kind.data.type}]` : JSON.stringify(content);
}
