import type { JsonValue } from "@loopwright/core";
import { prefixed, type LooseAttributes } from "./attributes.ts";
import type { CapturedSpan } from "./captured-trace.ts";
import { recordOf } from "./capture-span.ts";

/** Attributes that a span's type brings; model calls have a file of their own. */
export function typeAttributes({ type, data }: CapturedSpan): LooseAttributes {
  switch (type) {
    case "agent":
      return {
        "agent.name": data["name"],
        "agent.handoffs": notEmptyList(data["handoffs"]),
        "agent.tools": notEmptyList(data["tools"]),
        "agent.output_type": data["output_type"],
        "gen_ai.operation.name": "invoke_agent",
        "gen_ai.agent.name": data["name"],
      };
    case "function":
      return {
        "tool.name": data["name"],
        "input.value": data["input"],
        "output.value": data["output"],
        "mcp.data": data["mcp_data"],
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.tool.name": data["name"],
        "gen_ai.tool.type": "function",
      };
    case "mcp_tools":
      return { "mcp.server": data["server"], "mcp.tools.listed": data["result"] };
    case "handoff":
      return { "agent.handoff.from": data["from_agent"], "agent.handoff.to": data["to_agent"] };
    case "guardrail":
      return { "guardrail.name": data["name"], "guardrail.triggered": data["triggered"] };
    case "response":
    case "generation":
      return {};
    default:
      return sdkAttributes(type, data);
  }
}

/** Custom spans keep their data under their own names; the SDK's own kinds of step look the same. */
function sdkAttributes(type: string, data: Record<string, JsonValue>): LooseAttributes {
  const { type: _, name, data: inner, ...rest } = data;
  return {
    "sdk.span.type": type,
    "sdk.span.name": type === "custom" ? name : type,
    ...prefixed("sdk.data", type === "custom" ? recordOf(inner) : { ...given({ name }), ...rest }),
  };
}

function given(values: Record<string, JsonValue | undefined>): Record<string, JsonValue> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

function notEmptyList(value: JsonValue | undefined): JsonValue | undefined {
  return Array.isArray(value) && value.length === 0 ? undefined : value;
}
