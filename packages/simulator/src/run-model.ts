import { messageOf } from "@loopwright/core";
import type { ReplyItem, ScriptedModel, ScriptedRequest } from "@loopwright/core/model";
import { brokenModel } from "./api-problem.ts";
import { orAborted } from "./abort.ts";
import { patchFunction } from "./patch-operation.ts";

export interface RunModelOptions {
  model: ScriptedModel;
  request: ScriptedRequest;
  seed: string;
  signal: AbortSignal;
}

/**
 * Asks the scripted model and checks that it used only what it was offered.
 *
 * @throws ApiProblem 500 when the model throws, answers nothing or calls a tool that it does not have
 */
export async function runModel(options: RunModelOptions): Promise<readonly ReplyItem[]> {
  const items = await ask(options);
  if (items.length === 0) throw brokenModel(options.request.model, "answered with no items");
  for (const item of items) checkOffered(item, options.request);
  return items;
}

async function ask({ model, request, seed, signal }: RunModelOptions) {
  try {
    return await orAborted(signal, async () => model(request, { seed, signal }));
  } catch (error) {
    signal.throwIfAborted();
    throw brokenModel(request.model, `failed: ${messageOf(error)}`);
  }
}

function checkOffered(item: ReplyItem, { model, tools }: ScriptedRequest): void {
  if (item.type === "text") return;
  const name = item.type === "apply_patch" ? patchFunction : item.name;
  const offered = tools.some((tool) =>
    item.type === "apply_patch"
      ? tool.type === "apply_patch" || (tool.type === "function" && tool.name === name)
      : tool.type === "function" && tool.name === name,
  );
  if (offered) return;
  const names = tools.map((tool) => tool.name).join(", ") || "none";
  throw brokenModel(model, `called the tool '${name}', which was not offered (offered: ${names})`);
}
