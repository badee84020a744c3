import type { Dirent } from "node:fs";
import { access, constants, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { LoopError, messageOf } from "@loopwright/core";

/** What lies in a dataroom folder. */
export interface DataroomInventory {
  /** Sorted by path; paths are relative and use `/`. */
  files: { path: string; bytes: number }[];
  bytes: number;
}

/**
 * Looks through a folder that someone wants to use as a dataroom, without changing it.
 *
 * @throws LoopError `not_found` when there is no such folder; `bad_input` when it is not a folder, holds no file, or
 *   holds a link or another thing that is neither file nor folder; `storage` when something cannot be read
 * @example const { files, bytes } = await inspectDataroom("./acme-dataroom")
 */
export async function inspectDataroom(dir: string): Promise<DataroomInventory> {
  await checkFolder(dir);
  const files = await inventory(dir, "");
  if (!files.some(({ path }) => isVisible(path)))
    throw new LoopError("bad_input", `${dir}: no files in it; put the documents there`);
  return {
    files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

async function checkFolder(dir: string): Promise<void> {
  const entry = await reading(dir, () => stat(dir));
  if (!entry.isDirectory())
    throw new LoopError("bad_input", `${dir}: not a folder; name the folder that holds the files`);
}

async function inventory(root: string, below: string): Promise<DataroomInventory["files"]> {
  const folder = join(root, below);
  const entries = await reading(folder, () => readdir(folder, { withFileTypes: true }));
  const nested = await Promise.all(
    entries.map((entry) =>
      inspectEntry(root, below === "" ? entry.name : `${below}/${entry.name}`, entry),
    ),
  );
  return nested.flat();
}

async function inspectEntry(
  root: string,
  path: string,
  entry: Dirent,
): Promise<DataroomInventory["files"]> {
  if (entry.isDirectory()) return inventory(root, path);
  const place = join(root, path);
  if (entry.isSymbolicLink())
    throw new LoopError(
      "bad_input",
      `${place}: a link, which could lead out of the dataroom; put the file itself there`,
    );
  if (!entry.isFile())
    throw new LoopError("bad_input", `${place}: neither a file nor a folder; take it out`);
  await reading(place, () => access(place, constants.R_OK));
  const { size } = await reading(place, () => stat(place));
  return [{ path, bytes: size }];
}

/** Files that editors and systems leave behind do not make a dataroom. */
function isVisible(path: string): boolean {
  return !path.split("/").some((part) => part.startsWith("."));
}

async function reading<T>(place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT")
      throw new LoopError("not_found", `${place}: no such file or folder`, { cause });
    throw new LoopError("storage", `${place}: cannot be read: ${messageOf(cause)}`, { cause });
  }
}
