import type { OfferedTool, RequestItem, ScriptedRequest } from "@loopwright/core/model";
import { z } from "zod";
import { AnyJson, Content, parseWire, type WireBody } from "../parse-wire.ts";
import { responseFormatOf } from "../response-format.ts";
import { PatchOperationWire } from "../patch-operation.ts";

const WireTool = z.object({
  type: z.string(),
  name: z.string().nullish(),
  parameters: AnyJson.optional(),
});

const WireFormat = z.object({
  type: z.string(),
  name: z.string().nullish(),
  schema: AnyJson.optional(),
});

/** What we read of a `POST /v1/responses` body. Everything else in it is tolerated. */
const ResponsesBody = z.object({
  model: z.string(),
  input: z.union([z.string(), z.array(WireItem())]).default([]),
  instructions: z.string().nullish(),
  tools: z.array(WireTool).nullish(),
  tool_choice: AnyJson.optional(),
  text: z.object({ format: WireFormat.nullish() }).nullish(),
  previous_response_id: z.string().nullish(),
  stream: z.boolean().nullish(),
  store: z.boolean().nullish(),
});

function WireItem() {
  return z.looseObject({ type: z.string().nullish() });
}

const Message = z.object({
  role: z.enum(["user", "assistant", "system", "developer"]),
  content: Content,
});
const FunctionCall = z.object({ call_id: z.string(), name: z.string(), arguments: z.string() });
const FunctionCallOutput = z.object({ call_id: z.string(), output: Content });
const PatchCall = z.object({ call_id: z.string(), operation: PatchOperationWire });
const PatchCallOutput = z.object({
  call_id: z.string(),
  status: z.string().nullish(),
  output: z.string().nullish(),
});

/** A Responses call, parsed: the part a model sees, and the part that steers the server. */
export interface ResponsesCall {
  /** `items` holds only what this request brought, not the conversation it continues. */
  request: ScriptedRequest;
  previousResponseId?: string;
  stream: boolean;
  store: boolean;
}

/** @throws ApiProblem 400 that names the wrong key */
export function parseResponsesCall(body: WireBody): ResponsesCall {
  const wire = parseWire(ResponsesBody, body);
  const format = wire.text?.format;
  return {
    request: {
      model: wire.model,
      instructions: wire.instructions ?? "",
      items: itemsOf(wire.input),
      tools: wire.tool_choice === "none" ? [] : (wire.tools ?? []).map(offeredTool),
      ...(format && format.type !== "text" ? { responseFormat: responseFormatOf(format) } : {}),
    },
    ...(wire.previous_response_id ? { previousResponseId: wire.previous_response_id } : {}),
    stream: wire.stream ?? false,
    store: wire.store ?? true,
  };
}

function itemsOf(input: z.infer<typeof ResponsesBody>["input"]): RequestItem[] {
  if (typeof input === "string") return [{ type: "message", role: "user", text: input }];
  return input.flatMap((item, index) => requestItem(item, `input[${index}]`));
}

/** One item of `input`; kinds that carry no text for a model (reasoning, references) give none. */
function requestItem(item: { type?: string | null | undefined }, at: string): RequestItem[] {
  switch (item.type ?? "message") {
    case "message": {
      const { role, content } = parseWire(Message, item, at);
      return [{ type: "message", role, text: content }];
    }
    case "function_call": {
      const call = parseWire(FunctionCall, item, at);
      const { call_id: callId, name } = call;
      return [{ type: "function_call", callId, name, arguments: call.arguments }];
    }
    case "function_call_output": {
      const { call_id: callId, output } = parseWire(FunctionCallOutput, item, at);
      return [{ type: "function_call_output", callId, output }];
    }
    case "apply_patch_call": {
      const { call_id: callId, operation } = parseWire(PatchCall, item, at);
      return [{ type: "apply_patch_call", callId, operation }];
    }
    case "apply_patch_call_output": {
      const { call_id: callId, status, output } = parseWire(PatchCallOutput, item, at);
      return [
        {
          type: "apply_patch_call_output",
          callId,
          status: status ?? "completed",
          output: output ?? "",
        },
      ];
    }
    default:
      return [];
  }
}

function offeredTool({ type, name, parameters }: z.infer<typeof WireTool>): OfferedTool {
  if (type !== "function" && type !== "apply_patch") return { type: "other", name: name ?? type };
  return { type, name: name ?? type, ...(parameters === undefined ? {} : { parameters }) };
}
