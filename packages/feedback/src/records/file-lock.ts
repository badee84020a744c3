import { mkdir, open, rm, stat, utimes } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { LoopError } from "@loopwright/core";

const pause = 20;
const patience = 30_000;
/** The holder of a lock touches it each second; one that has not for this long has died. */
const abandoned = 5_000;
const heartbeat = 1_000;

/**
 * Does work while no one else who asks for the same file's lock does.
 *
 * @throws LoopError `storage` when another writer does not let go within 30 seconds
 */
export async function withFileLock<Result>(
  file: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const lock = `${file}.lock`;
  await mkdir(dirname(file), { recursive: true });
  await take(lock);
  const beating = setInterval(() => void touch(lock), heartbeat).unref();
  try {
    return await work();
  } finally {
    clearInterval(beating);
    await rm(lock, { force: true });
  }
}

async function take(lock: string): Promise<void> {
  for (let waited = 0; waited <= patience; waited += pause) {
    if (await create(lock)) return;
    if (!(await clearAbandoned(lock))) await wait(pause);
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

/** Takes the lock of a dead writer away. Of several who find it, one may: the others wait for the next round. */
async function clearAbandoned(lock: string): Promise<boolean> {
  if (!(await isAbandoned(lock))) return false;
  const clearing = `${lock}.clearing`;
  if (!(await create(clearing))) {
    // Whoever was clearing may have died too.
    if (await isAbandoned(clearing)) await rm(clearing, { force: true });
    return false;
  }
  try {
    // Somebody else may have cleared it, and taken a new one, since it was looked at.
    if (await isAbandoned(lock)) await rm(lock, { force: true });
    return true;
  } finally {
    await rm(clearing, { force: true });
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

async function touch(lock: string): Promise<void> {
  const now = new Date();
  // It may be gone by now, when the work has just ended.
  await utimes(lock, now, now).catch(() => undefined);
}
