import { quote } from "./calls.ts";
import type { Conversation } from "./conversation.ts";

/** A file below the data root: its path relative to that root, and its length in bytes. */
export interface ListedFile {
  path: string;
  bytes: number;
}

/** The command that shows every file with its size. */
export function listCommand(dataRoot: string): string {
  return `find ${quote(dataRoot)} -type f -exec wc -c {} + | sort -k 2`;
}

/** What the listing printed; undefined until it has been run. */
export function readListing(
  conversation: Conversation,
  dataRoot: string,
): ListedFile[] | undefined {
  const command = listCommand(dataRoot);
  const printed = conversation.commands.find((call) => call.cmd === command)?.printed;
  if (printed === undefined) return undefined;
  return printed.split("\n").flatMap((line) => {
    const match = /^\s*(\d+)\s+(.+?)\s*$/.exec(line);
    const [bytes, path] = [match?.[1], match?.[2]];
    if (!bytes || !path || path === "total") return [];
    return [{ path: relativeTo(dataRoot, path), bytes: Number(bytes) }];
  });
}

function relativeTo(root: string, path: string): string {
  const plain = path.replace(/^\.\//, "");
  return plain.startsWith(`${root}/`) ? plain.slice(root.length + 1) : plain;
}
