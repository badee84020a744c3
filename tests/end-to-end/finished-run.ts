import { existsSync } from "node:fs";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { inject } from "vitest";
import { loopwright, temporaryFolder } from "./loopwright.ts";

/**
 * A copy of one turn of the loop as `loopwright run` makes it, for a test to read and write. The first test file
 * that asks makes the turn; the others, in whatever process, wait for it.
 *
 * @throws Error when the turn did not complete
 */
export async function finishedRun(): Promise<string> {
  const folder = join(inject("sharedFolder"), "finished-run");
  const out = join(folder, "out");
  const done = join(folder, "done");
  const failed = join(folder, "failed");
  if (await isFirst(folder)) {
    const { exitCode, stderr } = await loopwright(["--out", out]);
    await writeFile(exitCode === 0 && stderr === "" ? done : failed, stderr);
  }
  while (!existsSync(done) && !existsSync(failed)) await sleep(100);
  if (existsSync(failed))
    throw new Error(`the loop did not complete: ${await readFile(failed, "utf8")}`);
  const copy = join(await temporaryFolder(), "out");
  await cp(out, copy, { recursive: true });
  return copy;
}

/** Making a folder is atomic: one process succeeds. */
async function isFirst(folder: string): Promise<boolean> {
  return mkdir(folder).then(
    () => true,
    () => false,
  );
}
