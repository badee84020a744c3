import { join } from "node:path";
import { writeText } from "@loopwright/core";
import type { Dataroom } from "./generate-dataroom.ts";

/**
 * Writes a dataroom's files below `dir` and nothing else: the answer key stays with the caller.
 *
 * @throws LoopError `storage` when a file cannot be written
 */
export async function writeDataroom(dataroom: Pick<Dataroom, "files">, dir: string): Promise<void> {
  for (const { path, content } of dataroom.files) await writeText(join(dir, path), content);
}
