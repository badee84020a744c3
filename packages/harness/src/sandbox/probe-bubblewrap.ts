import { execFile } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { messageOf } from "@loopwright/core";
import { bubblewrapBackend, type BubblewrapOptions } from "./bubblewrap.ts";

const run = promisify(execFile);

/** Places where system packages put bwrap; a search path that a caller inherited is not asked. */
const places = [
  "/usr/bin/bwrap",
  "/usr/local/bin/bwrap",
  "/bin/bwrap",
  "/run/current-system/sw/bin/bwrap",
];

/**
 * Finds out by doing whether bubblewrap can isolate Node here; many containers forbid the namespaces it needs.
 *
 * @returns the options that worked, or why none did
 */
export async function probeBubblewrap(
  base: Pick<BubblewrapOptions, "nodeBinary" | "limits">,
): Promise<BubblewrapOptions | { unavailable: string }> {
  const program = places.find(isExecutable);
  if (!program) return { unavailable: "bubblewrap (bwrap) is not installed" };
  let problem = "";
  for (const disableUserNamespaces of [true, false]) {
    const options = { ...base, program, disableUserNamespaces };
    try {
      await tryNode(options);
      return options;
    } catch (error) {
      problem = messageOf(error).split("\n").slice(1).join(" ").trim() || messageOf(error);
    }
  }
  return { unavailable: `bubblewrap cannot isolate here: ${problem}` };
}

async function tryNode(options: BubblewrapOptions): Promise<void> {
  const sessionDir = await mkdtemp(join(tmpdir(), "loopwright-probe-"));
  try {
    const backend = await bubblewrapBackend(options)({ sessionDir, mounts: [], environment: {} });
    const [program = "", ...args] = backend.argvFor({ text: "node --version", cwd: backend.root });
    await run(program, args, { cwd: "/", env: {}, timeout: 20_000 });
  } finally {
    await rm(sessionDir, { recursive: true, force: true });
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
