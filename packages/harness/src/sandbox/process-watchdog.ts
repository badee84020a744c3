import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { SandboxLimits } from "./limits.ts";

/** How often the watchdog looks, in milliseconds: a fork bomb must not get far between two looks. */
const interval = 25;

/**
 * Watches a command where no control group can: counts its processes and their memory, and calls `stop` once when
 * a limit is passed.
 */
export function watchProcesses(options: {
  rootPid: number;
  limits: Pick<SandboxLimits, "processes" | "memoryBytes">;
  stop: (reason: "processes" | "memory") => void;
}): { end(): void } {
  const { rootPid, limits, stop } = options;
  const seen = new Map<number, ProcessFacts>();
  let warned = false;
  const timer = setInterval(() => {
    const members = membersOf(rootPid);
    for (const member of members) seen.set(member.pid, member);
    const reason = exceeded(members, limits);
    if (warned || !reason) return;
    warned = true;
    stop(reason);
  }, interval);
  timer.unref();
  return {
    /** Ends the watch, and with it every process it saw that has slipped away from its family. */
    end() {
      clearInterval(timer);
      for (const member of seen.values()) endIfSame(member);
    },
  };
}

function exceeded(
  members: readonly ProcessFacts[],
  limits: Pick<SandboxLimits, "processes" | "memoryBytes">,
): "processes" | "memory" | undefined {
  const processes = members.reduce((sum, { threads }) => sum + threads, 0);
  if (processes > limits.processes) return "processes";
  const pages = members.reduce((sum, { residentPages }) => sum + residentPages, 0);
  return pages * pageSize() > limits.memoryBytes ? "memory" : undefined;
}

/** A process, its descendants, and the processes of its session. */
function membersOf(rootPid: number): ProcessFacts[] {
  const all = listProcesses();
  const members = new Set([rootPid]);
  // A child can stand before its parent in the list when ids have wrapped around: repeat until nothing is added.
  for (let size = 0; size !== members.size;) {
    size = members.size;
    for (const { pid, parent, session } of all)
      if (members.has(parent) || session === rootPid) members.add(pid);
  }
  return all.filter(({ pid }) => members.has(pid));
}

/** Ids are used again: only the process that started when the seen one did is ended. */
function endIfSame({ pid, startTime }: ProcessFacts): void {
  if (factsOf(String(pid))[0]?.startTime !== startTime) return;
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

interface ProcessFacts {
  pid: number;
  parent: number;
  session: number;
  threads: number;
  /** In clock ticks since the machine started. */
  startTime: number;
  residentPages: number;
}

/** Empty where there is no `/proc`: then time and address space are the limits that are left. */
function listProcesses(): ProcessFacts[] {
  if (!existsSync("/proc/self/stat")) return [];
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
        startTime: field(22),
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
