import type { PatchOperation, ReplyItem, RequestItem } from "@loopwright/core/model";
import { z } from "zod";

/** A file edit as both wire formats carry it. */
export const PatchOperationWire: z.ZodType<PatchOperation> = z.discriminatedUnion("type", [
  z.object({ type: z.literal("create_file"), path: z.string(), diff: z.string() }),
  z.object({ type: z.literal("update_file"), path: z.string(), diff: z.string() }),
  z.object({ type: z.literal("delete_file"), path: z.string() }),
]);

/** The name under which callers without the built-in patch tool offer it as a plain function. */
export const patchFunction = "apply_patch";

const PatchArguments = z.object({ operation: PatchOperationWire });

/**
 * Calls of the `apply_patch` function, and what came back, as the patch items they stand for; so a scripted
 * model sees one kind of edit whichever way the tool was offered. Other items are left alone.
 */
export function withPatchCalls(items: readonly RequestItem[]): RequestItem[] {
  const patchCalls = new Set<string>();
  return items.map((item) => {
    if (item.type === "apply_patch_call") patchCalls.add(item.callId);
    if (item.type === "function_call" && item.name === patchFunction) {
      const operation = operationIn(item.arguments);
      if (!operation) return item;
      patchCalls.add(item.callId);
      return { type: "apply_patch_call", callId: item.callId, operation };
    }
    if (item.type === "function_call_output" && patchCalls.has(item.callId))
      return { ...item, type: "apply_patch_call_output", status: "completed" };
    return item;
  });
}

function operationIn(text: string): PatchOperation | undefined {
  try {
    return PatchArguments.parse(JSON.parse(text)).operation;
  } catch {
    return undefined;
  }
}

/** A call as name and arguments text; a patch becomes a call of the `apply_patch` function. */
export function functionOf(item: Exclude<ReplyItem, { type: "text" }>): {
  name: string;
  arguments: string;
} {
  return item.type === "apply_patch"
    ? { name: patchFunction, arguments: JSON.stringify({ operation: item.operation }) }
    : { name: item.name, arguments: JSON.stringify(item.arguments) };
}
