import type { Conversation } from "./conversation.ts";

/** Puts the files together again from what the reading commands printed, by path. */
export function printedFiles(
  conversation: Conversation,
  commands: readonly string[],
): Map<string, string> {
  const files = new Map<string, string>();
  for (const cmd of commands) {
    const printed = conversation.commands.find((call) => call.cmd === cmd)?.printed;
    for (const { path, text } of sectionsOf(printed ?? ""))
      files.set(path, (files.get(path) ?? "") + text);
  }
  return files;
}

function sectionsOf(printed: string): { path: string; text: string }[] {
  const headings = [...printed.matchAll(/^==> (.+) <==\n/gm)];
  return headings.map((heading, index) => {
    const start = heading.index + heading[0].length;
    const end = headings[index + 1]?.index ?? printed.length;
    return {
      path: heading[1] ?? "",
      text: withoutSpacer(printed.slice(start, end), index, headings.length),
    };
  });
}

/** The line break that the reading command puts above the next heading is not the file's own. */
function withoutSpacer(text: string, index: number, count: number): string {
  return index < count - 1 ? text.replace(/\n$/, "") : text;
}
