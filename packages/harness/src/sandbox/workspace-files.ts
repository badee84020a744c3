import { constants } from "node:fs";
import { lstat, mkdir, open, readdir, rename, unlink } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import { dirname, join, posix } from "node:path";
import { LoopError } from "@loopwright/core";
import { isInside } from "../folder/relative-path.ts";
import type { Mount } from "./backend.ts";

/**
 * File access for the host's side of a session. Paths are the workspace's own, relative or absolute; they never lead
 * out of the mounts, and no symbolic link on the way is followed. Commands must not run meanwhile.
 */
export interface WorkspaceFiles {
  read(path: string, maxBytes?: number): Promise<Uint8Array>;
  write(path: string, content: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** `undefined` when there is nothing; links and sockets are `other`. */
  kindOf(path: string): Promise<"file" | "dir" | "other" | undefined>;
  list(path: string): Promise<{ name: string; path: string; type: "file" | "dir" | "other" }[]>;
  /** The path below the root in plain form. */
  normalize(path: string): string;
}

export function workspaceFiles(options: {
  root: string;
  mounts: readonly Mount[];
}): WorkspaceFiles {
  const { root, mounts } = options;
  const normalize = (path: string) => relativeTo(root, path);
  const locate = (path: string) => locateIn(mounts, normalize(path));
  return {
    normalize,
    async read(path, maxBytes = Number.POSITIVE_INFINITY) {
      const { hostPath, base } = locate(path);
      await refuseLinks(base, hostPath, path);
      const file = await open(
        hostPath,
        constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK,
      );
      try {
        const stats = await file.stat();
        if (!stats.isFile()) throw refusal(`${path}: not a file`);
        if (stats.size > maxBytes)
          throw refusal(`${path}: ${stats.size} bytes, more than the ${maxBytes} that are taken`);
        return await file.readFile();
      } finally {
        await file.close();
      }
    },
    async write(path, content) {
      const { hostPath, base } = writable(locate(path), path);
      await refuseLinks(base, dirname(hostPath), path);
      await mkdir(dirname(hostPath), { recursive: true });
      // A new file moved into place replaces a link there; writing through it would follow it.
      const draft = join(dirname(hostPath), `.${randomUUID()}`);
      const file = await open(draft, "wx", 0o644);
      try {
        await file.writeFile(content);
      } finally {
        await file.close();
      }
      await rename(draft, hostPath);
    },
    async remove(path) {
      const { hostPath, base } = writable(locate(path), path);
      await refuseLinks(base, dirname(hostPath), path);
      await unlink(hostPath);
    },
    async kindOf(path) {
      const { hostPath, base } = locate(path);
      await refuseLinks(base, dirname(hostPath), path);
      const stats = await lstat(hostPath).catch(() => undefined);
      if (!stats) return undefined;
      return stats.isFile() ? "file" : stats.isDirectory() ? "dir" : "other";
    },
    async list(path) {
      const plain = normalize(path);
      if (plain === ".")
        return mounts.map((mount) => ({ name: mount.path, path: mount.path, type: "dir" }));
      const { hostPath, base } = locate(path);
      await refuseLinks(base, hostPath, path);
      const entries = await readdir(hostPath, { withFileTypes: true });
      return entries.map((entry) => ({
        name: entry.name,
        path: posix.join(plain, entry.name),
        type: entry.isFile() ? "file" : entry.isDirectory() ? "dir" : "other",
      }));
    },
  };
}

interface Location {
  hostPath: string;
  /** The mount's own folder on the host. */
  base: string;
  writable: boolean;
}

function relativeTo(root: string, path: string): string {
  if (path.includes("\0")) throw refusal("a path cannot hold a null character");
  const absolute = posix.resolve(root, path);
  if (!isInside(absolute, root)) throw refusal(`${path}: outside the workspace`);
  return posix.relative(root, absolute) || ".";
}

function locateIn(mounts: readonly Mount[], path: string): Location {
  const mount = mounts.find((candidate) => isInside(path, candidate.path));
  if (!mount) {
    const known = mounts.map((candidate) => `${candidate.path}/`).join(", ");
    throw refusal(`${path}: not in any of the workspace's folders (${known})`);
  }
  return {
    hostPath: join(mount.hostPath, posix.relative(mount.path, path)),
    base: mount.hostPath,
    writable: mount.writable,
  };
}

function writable(location: Location, path: string): Location {
  if (!location.writable || location.hostPath === location.base)
    throw refusal(`${path}: read-only`);
  return location;
}

/** Refuses a path of which any part below `base` is a symbolic link; parts that do not exist are fine. */
async function refuseLinks(base: string, hostPath: string, path: string): Promise<void> {
  for (
    let current = hostPath;
    isInside(current, base) && current !== base;
    current = dirname(current)
  ) {
    const stats = await lstat(current).catch(() => undefined);
    if (stats?.isSymbolicLink()) throw refusal(`${path}: leads through a symbolic link`);
  }
}

function refusal(message: string): LoopError {
  return new LoopError("sandbox", message);
}
