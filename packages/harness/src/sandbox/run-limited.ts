import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { openControlGroup, type ControlGroupHome } from "./control-groups.ts";
import { addressSpaceKibibytes, type SandboxLimits } from "./limits.ts";
import { collectOutput } from "./output.ts";
import { watchProcesses } from "./process-watchdog.ts";

/** A program to run under limits. `env` is all that it gets. */
export interface LimitedCommand {
  argv: readonly string[];
  cwd: string;
  env: Readonly<Record<string, string>>;
  limits: SandboxLimits;
  controlGroups: readonly ControlGroupHome[];
  signal?: AbortSignal | undefined;
}

/** How a command ended. */
export interface CommandOutcome {
  /** What it printed, standard output and standard error in the order they came. */
  output: string;
  /** 124 when it ran out of time, 137 when another limit or the caller stopped it. */
  exitCode: number;
  seconds: number;
  /** Which limit stopped it, in words; absent when it ended by itself. */
  stopped?: string;
}

/**
 * Joins the control groups, lowers the limits that a process can only lower for itself, and becomes the command.
 * Sizes of files count in blocks of 512 bytes. Standard error joins standard output, so that their order is kept.
 */
const launcher = `
exec 2>&1
address_space=$1 file_blocks=$2
shift 2
while [ "$1" != -- ]; do
  echo $$ > "$1" || exit 125
  shift
done
shift
ulimit -c 0
ulimit -f "$file_blocks"
ulimit -v "$address_space" 2>/dev/null
exec "$@"
`;

/**
 * Runs a program until it ends or passes a limit, and takes everything it started down with it. A child left in the
 * background cannot keep the caller waiting.
 */
export async function runLimited(command: LimitedCommand): Promise<CommandOutcome> {
  const { limits } = command;
  const started = performance.now();
  const group = await openControlGroup(command.controlGroups, limits);
  const child = launch(command, group.joinFiles);
  let stopped: StopReason | undefined;
  const stop = (reason: StopReason) => {
    stopped ??= reason;
    killGroup(child);
    void group.kill();
  };
  const output = collectOutput(child.stdout, limits, () => stop("output"));
  const release = guard({ command, child, stop });
  const exit = await exitOf(child);
  release();
  killGroup(child);
  await group.kill();
  await output.ended(300);
  const enforced = await group.close();
  // A full pids group makes fork fail, and the command may well have coped: only a kill is a stop.
  const reason = stopped ?? (enforced === "memory" && exit.code !== 0 ? enforced : undefined);
  return {
    output: output.text(),
    exitCode: exitCode(exit, reason),
    seconds: (performance.now() - started) / 1000,
    ...(reason && { stopped: wordsFor(reason, limits) }),
  };
}

type StopReason = "time" | "output" | "processes" | "memory" | "caller";

function launch({ argv, cwd, env, limits }: LimitedCommand, joinFiles: readonly string[]) {
  const sizes = [addressSpaceKibibytes(limits), Math.ceil(limits.fileBytes / 512)].map(String);
  return spawn("/bin/sh", ["-c", launcher, "sh", ...sizes, ...joinFiles, "--", ...argv], {
    cwd,
    env,
    // A process group of its own, so that it can be ended as one.
    detached: true,
    stdio: ["ignore", "pipe", "ignore"],
  });
}

/** Starts what may stop the command from outside; the returned function calls it all off. */
function guard(options: {
  command: LimitedCommand;
  child: ChildProcess;
  stop: (reason: StopReason) => void;
}): () => void {
  const { command, child, stop } = options;
  const { limits, controlGroups, signal } = command;
  const timer = setTimeout(() => stop("time"), limits.commandSeconds * 1000);
  const onAbort = () => stop("caller");
  signal?.addEventListener("abort", onAbort, { once: true });
  if (signal?.aborted) onAbort();
  const controlled = new Set(controlGroups.flatMap(({ controls }) => controls));
  const watch =
    controlled.size === 2 || child.pid === undefined
      ? undefined
      : watchProcesses({ rootPid: child.pid, limits, stop });
  return () => {
    clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
    watch?.end();
  };
}

interface Exit {
  code: number | null;
  error?: Error;
}

async function exitOf(child: ChildProcess): Promise<Exit> {
  try {
    await once(child, "exit");
    return { code: child.exitCode };
  } catch (error) {
    // The shell itself could not be started.
    return { code: 126, error: error instanceof Error ? error : new Error(String(error)) };
  }
}

function exitCode({ code }: Exit, reason: StopReason | undefined): number {
  if (reason === "time") return 124;
  return reason ? 137 : (code ?? 137);
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // Nothing of the group is left.
  }
}

function wordsFor(reason: StopReason, limits: SandboxLimits): string {
  const words = {
    time: `it ran longer than ${limits.commandSeconds} seconds`,
    output: `it printed more than ${limits.outputBytes * 16} bytes`,
    processes: `it started more than ${limits.processes} processes and threads`,
    memory: `it used more than ${limits.memoryBytes} bytes of memory`,
    caller: "the run was ended",
  };
  return words[reason];
}
