import type { JsonValue } from "@loopwright/core";
import type { OfferedTool, ReplyItem } from "@loopwright/core/model";

/** Longest output one command may print, in bytes: well below what the shell tool cuts off. */
export const outputCap = 14_000;

/** What a strict tool wants besides the command; left out where the tool does not know the argument. */
const commandDefaults: Record<string, JsonValue> = {
  workdir: null,
  shell: null,
  login: false,
  tty: false,
  yield_time_ms: 20_000,
  max_output_tokens: 8_000,
};

/** A call of the shell tool, with every argument that its schema asks for. */
export function runCommand(cmd: string, tools: readonly OfferedTool[]): ReplyItem {
  const known = propertiesOf(tools.find((tool) => tool.name === "exec_command"));
  const extra = Object.entries(commandDefaults).filter(([name]) => known.includes(name));
  return {
    type: "function_call",
    name: "exec_command",
    arguments: { cmd, ...Object.fromEntries(extra) },
  };
}

/** Creates a file with whichever editing tool is offered: the patch tool, or else the shell. */
export function createFile(
  { path, content }: { path: string; content: string },
  tools: readonly OfferedTool[],
): ReplyItem {
  const patchTool = tools.find(
    (tool) => tool.name === "apply_patch" || tool.type === "apply_patch",
  );
  if (!patchTool) return runCommand(heredoc({ path, content }), tools);
  const diff = content
    .split("\n")
    .map((line) => `+${line}`)
    .join("\n");
  return patchTool.type === "apply_patch"
    ? { type: "apply_patch", operation: { type: "create_file", path, diff } }
    : {
        type: "function_call",
        name: "apply_patch",
        arguments: { type: "create_file", path, diff },
      };
}

/** The shell command that replaces a file by `content`. */
export function heredoc({ path, content }: { path: string; content: string }): string {
  return `mkdir -p ${quote(folderOf(path))} && cat > ${quote(path)} <<'END_OF_FILE'\n${content.replace(/\n$/, "")}\nEND_OF_FILE`;
}

/** One word for the shell, whatever it holds. */
export function quote(word: string): string {
  return /^[\w./@%+=:,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

function folderOf(path: string): string {
  return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : ".";
}

function propertiesOf(tool: OfferedTool | undefined): string[] {
  const parameters = tool?.parameters;
  if (typeof parameters !== "object" || parameters === null || Array.isArray(parameters)) return [];
  const properties = parameters["properties"];
  return typeof properties === "object" && properties !== null ? Object.keys(properties) : [];
}
