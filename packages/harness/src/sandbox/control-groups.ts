import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, readdir, readFile, rmdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { setTimeout as sleep } from "node:timers/promises";
import type { SandboxLimits } from "./limits.ts";

/** A folder of the control-group file system in which groups can be made, and what it can limit. */
export interface ControlGroupHome {
  parent: string;
  controls: readonly ("pids" | "memory")[];
  /** Version 1 and version 2 name their files differently. */
  version: 1 | 2;
}

/** One command's own group. Processes join it by writing their id to each of `joinFiles`. */
export interface ControlGroup {
  joinFiles: readonly string[];
  /** Ends every process in the group, also those that left the process group. */
  kill(): Promise<void>;
  /** Removes the group once it is empty; says which limit it enforced, if any. */
  close(): Promise<"memory" | "processes" | undefined>;
}

const run = promisify(execFile);
const prefix = "loopwright-";

/** The writable homes on this machine: none in most containers and for most users, which is fine. */
export async function findControlGroupHomes(): Promise<ControlGroupHome[]> {
  const candidates = [...candidateHomes("pids"), ...candidateHomes("memory")];
  const homes: ControlGroupHome[] = [];
  for (const candidate of candidates) {
    const [control] = candidate.controls;
    if (control === undefined || homes.some(({ controls }) => controls.includes(control))) continue;
    if (!(await works(candidate))) continue;
    await removeLeftovers(candidate.parent);
    homes.push(candidate);
  }
  return homes;
}

/** A program that was killed could not remove its groups; the next one does. */
async function removeLeftovers(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const owner = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1];
    if (owner && !existsSync(`/proc/${owner}`)) await rmdir(join(parent, name)).catch(() => {});
  }
}

/** Makes one group in each home, with the limits set. */
export async function openControlGroup(
  homes: readonly ControlGroupHome[],
  limits: SandboxLimits,
): Promise<ControlGroup> {
  const folders = await Promise.all(homes.map((home) => makeFolder(home, limits)));
  return {
    joinFiles: folders.map(({ folder }) => join(folder, "cgroup.procs")),
    kill: async () => void (await Promise.all(folders.map(({ folder }) => killAll(folder)))),
    async close() {
      const reasons = await Promise.all(
        folders.map(async ({ folder, home }) => {
          const reason = await enforcedLimit(folder, home);
          await remove(folder);
          return reason;
        }),
      );
      return reasons.find((reason) => reason !== undefined);
    },
  };
}

function candidateHomes(control: "pids" | "memory"): ControlGroupHome[] {
  const own = readIfThere("/proc/self/cgroup").split("\n");
  const mounts = readIfThere("/proc/self/mounts")
    .split("\n")
    .map((line) => line.split(" "));
  return mounts.flatMap(([, mountPoint = "", type, options = ""]): ControlGroupHome[] => {
    if (type === "cgroup" && options.split(",").includes(control)) {
      const path = own.find((line) => line.split(":")[1]?.split(",").includes(control));
      return [{ parent: ownFolder(mountPoint, path), controls: [control], version: 1 }];
    }
    if (type !== "cgroup2") return [];
    const folder = ownFolder(
      mountPoint,
      own.find((line) => line.startsWith("0::")),
    );
    return ancestors(folder, mountPoint)
      .filter((parent) => controllersOf(parent).includes(control))
      .map((parent) => ({ parent, controls: [control], version: 2 }));
  });
}

/** Inside a container the path of the outer world may not exist below the mount. */
function ownFolder(mountPoint: string, line = ""): string {
  const folder = join(mountPoint, line.split(":").slice(2).join(":"));
  return existsSync(folder) ? folder : mountPoint;
}

/** In version 2 only a group without processes of its own can limit its children: look upwards. */
function ancestors(folder: string, top: string): string[] {
  return folder === top || !folder.startsWith(top)
    ? [top]
    : [folder, ...ancestors(dirname(folder), top)];
}

function controllersOf(folder: string): string[] {
  return readIfThere(join(folder, "cgroup.subtree_control")).trim().split(/\s+/);
}

/** Limits are only real if a process can be put under them, so one is. */
async function works(home: ControlGroupHome): Promise<boolean> {
  const generous = { memoryBytes: 2 ** 31, processes: 64 };
  try {
    const { folder } = await makeFolder(home, generous);
    try {
      await run("/bin/sh", ["-c", 'echo $$ > "$1/cgroup.procs"', "sh", folder]);
    } finally {
      await remove(folder);
    }
    return true;
  } catch {
    return false;
  }
}

async function makeFolder(
  home: ControlGroupHome,
  limits: Pick<SandboxLimits, "memoryBytes" | "processes">,
) {
  const folder = join(home.parent, `${prefix}${process.pid}-${randomUUID()}`);
  await mkdir(folder);
  try {
    if (home.controls.includes("pids"))
      await writeFile(join(folder, "pids.max"), String(limits.processes));
    if (home.controls.includes("memory")) await limitMemory(folder, home, limits.memoryBytes);
  } catch (error) {
    await remove(folder);
    throw error;
  }
  return { folder, home };
}

async function limitMemory(folder: string, home: ControlGroupHome, bytes: number): Promise<void> {
  const [limit, swap] =
    home.version === 1
      ? ["memory.limit_in_bytes", "memory.memsw.limit_in_bytes"]
      : ["memory.max", "memory.swap.max"];
  await writeFile(join(folder, limit), String(bytes));
  // Without swap accounting the file is missing, and then there is no swap to limit either.
  await writeFile(join(folder, swap), home.version === 1 ? String(bytes) : "0").catch(() => {});
}

async function killAll(folder: string): Promise<void> {
  const listed = await readFile(join(folder, "cgroup.procs"), "utf8").catch(() => "");
  for (const pid of listed.split("\n").filter(Boolean).map(Number)) endProcess(pid);
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

async function enforcedLimit(folder: string, home: ControlGroupHome) {
  const read = (name: string) => readFile(join(folder, name), "utf8").catch(() => "");
  if (home.controls.includes("pids") && /^max [1-9]/m.test(await read("pids.events")))
    return "processes";
  const counts = home.version === 1 ? "memory.oom_control" : "memory.events";
  return /^oom_kill [1-9]/m.test(await read(counts)) ? "memory" : undefined;
}

/** A group can be removed only when its last process has gone, which takes the kernel a moment. */
async function remove(folder: string): Promise<void> {
  for (let attempt = 0; attempt < 40; attempt++) {
    try {
      await rmdir(folder);
      return;
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return;
      await killAll(folder);
      await sleep(attempt < 10 ? 2 : 50);
    }
  }
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
