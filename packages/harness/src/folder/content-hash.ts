import { createHash } from "node:crypto";
import type { HarnessFile } from "@loopwright/core";

/** sha256 in hex over sorted paths and contents; lengths keep one file's end apart from the next one's start. */
export function contentHash(files: readonly HarnessFile[]): string {
  const hash = createHash("sha256");
  for (const { path, content } of files.toSorted((a, b) => (a.path < b.path ? -1 : 1)))
    hash.update(`${path}\0${Buffer.byteLength(content)}\0${content}`);
  return hash.digest("hex");
}
