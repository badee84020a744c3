import { readdirSync, readFileSync } from "node:fs";
import type { SandboxLimits } from "./limits.ts";

/** What a command and its descendants use at one moment. */
export interface ProcessUsage {
  /** Processes and their threads. */
  processes: number;
  memoryBytes: number;
}

/** How often the watchdog looks, in milliseconds: a fork bomb must not get far between two looks. */
const interval = 25;

/**
 * Watches a command where no control group can: counts its processes and their memory, and calls `stop` once when
 * a limit is passed.
 *
 * @returns a function that ends the watch
 */
export function watchProcesses(options: {
  rootPid: number;
  limits: Pick<SandboxLimits, "processes" | "memoryBytes">;
  stop: (reason: "processes" | "memory") => void;
}): () => void {
  const { rootPid, limits, stop } = options;
  const timer = setInterval(() => {
    const usage = measure(rootPid);
    const reason =
      usage.processes > limits.processes
        ? "processes"
        : usage.memoryBytes > limits.memoryBytes
          ? "memory"
          : undefined;
    if (!reason) return;
    clearInterval(timer);
    stop(reason);
  }, interval);
  timer.unref();
  return () => clearInterval(timer);
}

/** Adds up a process, its descendants, and the processes of its session. */
export function measure(rootPid: number): ProcessUsage {
  const all = listProcesses();
  const members = new Set([rootPid]);
  // A child can stand before its parent in the list when ids have wrapped around: repeat until nothing is added.
  for (let size = 0; size !== members.size;) {
    size = members.size;
    for (const { pid, parent, session } of all)
      if (members.has(parent) || session === rootPid) members.add(pid);
  }
  const counted = all.filter(({ pid }) => members.has(pid));
  return {
    processes: counted.reduce((sum, { threads }) => sum + threads, 0),
    memoryBytes: counted.reduce((sum, { residentPages }) => sum + residentPages, 0) * pageSize(),
  };
}

interface ProcessFacts {
  pid: number;
  parent: number;
  session: number;
  threads: number;
  residentPages: number;
}

function listProcesses(): ProcessFacts[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => factsOf(name));
}

/** The fields of `/proc/PID/stat`; the second one, the name, may hold spaces and brackets. */
function factsOf(pid: string): ProcessFacts[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const field = (number: number) => Number(fields[number - 3] ?? 0);
    return [
      {
        pid: Number(pid),
        parent: field(4),
        session: field(6),
        threads: field(20),
        residentPages: field(24),
      },
    ];
  } catch {
    return [];
  }
}

let knownPageSize: number | undefined;

function pageSize(): number {
  knownPageSize ??= readPageSize();
  return knownPageSize;
}

function readPageSize(): number {
  try {
    const line = /^KernelPageSize:\s+(\d+) kB/m.exec(readFileSync("/proc/self/smaps", "utf8"));
    return Number(line?.[1] ?? 4) * 1024;
  } catch {
    return 4096;
  }
}
