import { mkdir, open, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { LoopError } from "@loopwright/core";

const pause = 20;
const patience = 10_000;
/** A writer that holds a lock longer than this has died: the work under it takes milliseconds. */
const abandoned = 5_000;

/**
 * Does work while no one else who asks for the same file's lock does.
 *
 * @throws LoopError `storage` when another writer does not let go within 10 seconds
 */
export async function withFileLock<Result>(
  file: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const lock = `${file}.lock`;
  await mkdir(dirname(file), { recursive: true });
  await take(lock);
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

async function take(lock: string): Promise<void> {
  for (let waited = 0; waited <= patience; waited += pause) {
    if (await create(lock)) return;
    if (await isAbandoned(lock)) await rm(lock, { force: true });
    else await wait(pause);
  }
  throw new LoopError(
    "storage",
    `${lock}: another writer holds this lock; when none is running, delete the file`,
  );
}

async function create(lock: string): Promise<boolean> {
  try {
    await (await open(lock, "wx")).close();
    return true;
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "EEXIST") return false;
    throw new LoopError("storage", `${lock}: could not be made`, { cause });
  }
}

async function isAbandoned(lock: string): Promise<boolean> {
  try {
    return Date.now() - (await stat(lock)).mtimeMs > abandoned;
  } catch {
    // Gone in the meantime: free to take.
    return false;
  }
}
