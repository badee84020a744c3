import type { RequestItem, ScriptedRequest } from "@loopwright/core/model";
import { z } from "zod";

/** A shell command the analyst gave, and what it printed once it has run. */
export interface Command {
  cmd: string;
  /** Everything the tool answered with; undefined while the call is open. */
  printed: string | undefined;
}

/** A file the analyst wrote with the patch tool, and whether that worked. */
export interface Edit {
  path: string;
  failed: boolean;
}

/** What has happened so far, read from the request's items alone. */
export interface Conversation {
  firstUserText: string;
  lastUserText: string;
  commands: readonly Command[];
  edits: readonly Edit[];
}

const CommandArguments = z.object({ cmd: z.string() });
const PatchArguments = z.object({ path: z.string() });

/** Pairs every call with its output, in the order the calls were made. */
export function readConversation(request: ScriptedRequest): Conversation {
  const users = request.items.flatMap((item) =>
    item.type === "message" && item.role === "user" ? [item.text] : [],
  );
  const outputs = outputsByCall(request.items);
  return {
    firstUserText: users[0] ?? "",
    lastUserText: users.at(-1) ?? "",
    commands: request.items.flatMap((item) => commandOf(item, outputs)),
    edits: request.items.flatMap((item) => editOf(item, outputs)),
  };
}

interface CallOutput {
  text: string;
  failed: boolean;
}

function outputsByCall(items: readonly RequestItem[]): Map<string, CallOutput> {
  const outputs = new Map<string, CallOutput>();
  for (const item of items) {
    if (item.type === "function_call_output") {
      const text = withoutMarks(item.output);
      outputs.set(item.callId, { text, failed: looksFailed(text) });
    }
    if (item.type === "apply_patch_call_output")
      outputs.set(item.callId, { text: item.output, failed: item.status === "failed" });
  }
  return outputs;
}

/** What stands between the marks around an output; the output itself where there are none. */
function withoutMarks(output: string): string {
  return /^<data (\w+) [^\n]*>\n([\s\S]*)\n<\/data \1>$/.exec(output)?.[2] ?? output;
}

function looksFailed(output: string): boolean {
  return /^(?:patch failed|failed to apply|invalid|unsupported|error)/i.test(output.trim());
}

function commandOf(item: RequestItem, outputs: Map<string, CallOutput>): Command[] {
  if (item.type !== "function_call" || item.name !== "exec_command") return [];
  const parsed = CommandArguments.safeParse(parseJson(item.arguments));
  if (!parsed.success) return [];
  return [{ cmd: parsed.data.cmd, printed: withoutHeader(outputs.get(item.callId)?.text) }];
}

function editOf(item: RequestItem, outputs: Map<string, CallOutput>): Edit[] {
  if (item.type === "apply_patch_call")
    return [{ path: item.operation.path, failed: outputs.get(item.callId)?.failed ?? false }];
  if (item.type !== "function_call" || item.name !== "apply_patch") return [];
  const parsed = PatchArguments.safeParse(parseJson(item.arguments));
  if (!parsed.success) return [];
  return [{ path: parsed.data.path, failed: outputs.get(item.callId)?.failed ?? false }];
}

/** The shell tool puts a few lines about the process above what the command printed. */
function withoutHeader(output: string | undefined): string | undefined {
  if (output === undefined) return undefined;
  const header = /^(?:(?:Chunk ID|Wall time|Process |Original token count)[^\n]*\n)*Output:\n/.exec(
    output,
  );
  return header ? output.slice(header[0].length) : output;
}

/** Text that is not JSON is no value at all: a model cannot trust what a tool or a file holds. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
