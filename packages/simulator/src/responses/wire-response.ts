import type { JsonValue } from "@loopwright/core";
import type { ReplyItem, ScriptedRequest } from "@loopwright/core/model";
import type { ExchangeIds } from "../ids.ts";
import type { WireBody } from "../parse-wire.ts";
import { functionOf } from "../patch-operation.ts";
import type { TokenUsage } from "../tokens.ts";

export interface MessageOutput {
  id: string;
  type: "message";
  role: "assistant";
  status: "completed" | "in_progress";
  content: { type: "output_text"; text: string; annotations: []; logprobs: [] }[];
}
interface FunctionCallOutput {
  id: string;
  type: "function_call";
  status: "completed" | "in_progress";
  call_id: string;
  name: string;
  arguments: string;
}
interface PatchCallOutput {
  id: string;
  type: "apply_patch_call";
  status: "completed" | "in_progress";
  call_id: string;
  operation: Extract<ReplyItem, { type: "apply_patch" }>["operation"];
}
export type OutputItem = MessageOutput | FunctionCallOutput | PatchCallOutput;

/** A response object: the keys that events change, and the rest as it goes over the wire. */
export interface ResponseObject {
  id: string;
  status: "completed" | "in_progress";
  output: OutputItem[];
  usage: ResponseUsage | null;
  [key: string]: unknown;
}

interface ResponseUsage extends TokenUsage {
  total_tokens: number;
  input_tokens_details: { cached_tokens: number };
  output_tokens_details: { reasoning_tokens: number };
}

export interface ResponseParts {
  body: WireBody;
  request: ScriptedRequest;
  items: readonly ReplyItem[];
  usage: TokenUsage;
  ids: ExchangeIds;
  /** Unix seconds. */
  createdAt: number;
}

/** The reply as a completed response. The request's settings are echoed, as the API does. */
export function responseObject(parts: ResponseParts): ResponseObject {
  const { body, request, items, usage, ids, createdAt } = parts;
  const echo = (key: string, otherwise: JsonValue): JsonValue => body[key] ?? otherwise;
  return {
    id: ids.whole("resp_"),
    object: "response",
    created_at: createdAt,
    status: "completed",
    background: false,
    error: null,
    incomplete_details: null,
    instructions: echo("instructions", null),
    max_output_tokens: echo("max_output_tokens", null),
    metadata: echo("metadata", {}),
    model: request.model,
    output: items.map((item, index) => outputItem(item, index, parts)),
    parallel_tool_calls: echo("parallel_tool_calls", true),
    previous_response_id: echo("previous_response_id", null),
    reasoning: echo("reasoning", { effort: null, summary: null }),
    service_tier: "default",
    store: echo("store", true),
    temperature: echo("temperature", 1),
    text: echo("text", { format: { type: "text" } }),
    tool_choice: echo("tool_choice", "auto"),
    tools: echo("tools", []),
    top_p: echo("top_p", 1),
    truncation: echo("truncation", "disabled"),
    usage: {
      ...usage,
      total_tokens: usage.input_tokens + usage.output_tokens,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens_details: { reasoning_tokens: 0 },
    },
  };
}

function outputItem(
  item: ReplyItem,
  index: number,
  { ids, request }: Pick<ResponseParts, "ids" | "request">,
): OutputItem {
  const status = "completed";
  const call_id = ids.item("call_", index);
  if (item.type === "text")
    return {
      id: ids.item("msg_", index),
      type: "message",
      status,
      role: "assistant",
      content: [{ type: "output_text", text: item.text, annotations: [], logprobs: [] }],
    };
  if (item.type === "apply_patch" && request.tools.some((tool) => tool.type === "apply_patch"))
    return {
      id: ids.item("apc_", index),
      type: "apply_patch_call",
      status,
      call_id,
      operation: item.operation,
    };
  return {
    id: ids.item("fc_", index),
    type: "function_call",
    status,
    call_id,
    ...functionOf(item),
  };
}
