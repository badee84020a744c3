import { execFile } from "node:child_process";
import { cp, glob, mkdtemp, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * Copies the working tree, changes that are not committed included, to a new temporary folder. What was built is
 * linked; the packages' links to each other lead within the copy, their links to other packages to the installed ones.
 *
 * @returns the folder, which the caller deletes
 */
export async function scratchCopy(root: string): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), "tested-exports-"));
  const { stdout } = await run("git", ["ls-files", "-co", "--exclude-standard", "-z"], {
    cwd: root,
    maxBuffer: 1 << 26,
  });
  for (const file of stdout.split("\0").filter(Boolean))
    await cp(join(root, file), join(copy, file), { recursive: true }).catch(ignoreMissing);
  await symlink(join(root, "node_modules"), join(copy, "node_modules"));
  const options = { recursive: true, verbatimSymlinks: true };
  for await (const folder of glob("{packages/*,apps/*,tests,bench}/node_modules", { cwd: root }))
    await cp(join(root, folder), join(copy, folder), options);
  for await (const folder of glob("{packages,apps}/*/dist", { cwd: root }))
    await symlink(join(root, folder), join(copy, folder));
  return copy;
}

/** Git lists a file that was deleted and not committed. */
function ignoreMissing(error: unknown): void {
  if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
}
