import type { ReplyItem, ScriptedModel, ScriptedRequest } from "@loopwright/core/model";
import { replyCall, replyJson, replyText } from "../replies.ts";

/** A scripted model that can do what the conformance cases ask of a real one. */
export const conformanceModel: ScriptedModel = (request) => {
  const last = request.items.at(-1);
  if (last?.type === "function_call_output") return replyText(last.output);
  if (last?.type === "apply_patch_call_output") return replyText(`The patch is ${last.status}.`);
  if (request.responseFormat) return replyJson({ days: 7 });
  return withTools(request) ?? replyText(wantedText(request));
};

function withTools(request: ScriptedRequest): ReplyItem[] | undefined {
  const said = lastMessage(request);
  const city = /weather in (\w+)/u.exec(said)?.[1];
  if (city && request.tools.some((tool) => tool.name === "get_weather"))
    return replyCall("get_weather", { city });
  const [, path, line] = /file (\S+) with the single line: (.+)$/u.exec(said) ?? [];
  if (path === undefined || line === undefined) return undefined;
  const operation = { type: "create_file" as const, path, diff: `+${line}\n` };
  return [{ type: "apply_patch", operation }];
}

function wantedText(request: ScriptedRequest): string {
  const said = lastMessage(request);
  const exact = /and nothing else: (.+)$/u.exec(said)?.[1];
  const remembered = request.items
    .flatMap((item) => (item.type === "message" ? [item.text] : []))
    .flatMap((text) => /remember the word (\w+)/iu.exec(text)?.[1] ?? []);
  return exact ?? remembered[0] ?? "I do not know.";
}

function lastMessage({ items }: ScriptedRequest): string {
  const message = items.findLast((item) => item.type === "message");
  return message?.type === "message" ? message.text : "";
}
