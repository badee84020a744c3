import { spawn } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inject } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const main = join(root, "apps/demo/src/main.ts");

export interface CommandResult {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/**
 * Runs the command line in a child process, as a user would, with nothing of this process's environment but where
 * Node keeps compiled code.
 */
export function loopwright(
  args: readonly string[],
  options: {
    cwd?: string;
    env?: Record<string, string>;
    nodeArgs?: string[];
    /** What the user types; without it there is no input. */
    input?: string;
  } = {},
): Promise<CommandResult> {
  const nodeArgs = ["--conditions=@loopwright/source", ...(options.nodeArgs ?? [])];
  const child = spawn(process.execPath, [...nodeArgs, main, ...args], {
    cwd: options.cwd ?? root,
    env: {
      PATH: process.env["PATH"],
      HOME: process.env["HOME"],
      NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"],
      NODE_NO_WARNINGS: "1",
      CI: "true",
      ...options.env,
    },
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.end(options.input ?? "");
  const result = { exitCode: -1, stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (result.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (result.stderr += text));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ ...result, exitCode: code ?? -1 }));
  });
}

/** A new folder that goes when the tests have run. */
export const temporaryFolder = () => mkdtemp(join(inject("sharedFolder"), "test-"));
