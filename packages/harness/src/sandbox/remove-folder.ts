import { chmod, readdir, rm } from "node:fs/promises";
import { join } from "node:path";

/**
 * Deletes a folder with everything in it, also where a command has taken its owner the right to: by `chmod 000 outputs`
 * a run could otherwise leave files behind for good.
 */
export async function removeFolder(dir: string): Promise<void> {
  const remove = () => rm(dir, { recursive: true, force: true, maxRetries: 5 });
  try {
    await remove();
  } catch (error) {
    if (!isDenied(error)) throw error;
    await openFolders(dir);
    await remove();
  }
}

function isDenied(error: unknown): boolean {
  return error instanceof Error && "code" in error && /^(EACCES|EPERM)$/.test(String(error.code));
}

/** Gives the owner back what deleting needs. Links are no folders here, and so are never followed. */
async function openFolders(dir: string): Promise<void> {
  await chmod(dir, 0o700);
  for (const entry of await readdir(dir, { withFileTypes: true }))
    if (entry.isDirectory()) await openFolders(join(dir, entry.name));
}
