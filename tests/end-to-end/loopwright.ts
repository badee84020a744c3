import { spawn } from "node:child_process";
import { once } from "node:events";
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

interface StartOptions {
  cwd?: string;
  env?: Record<string, string>;
  nodeArgs?: string[];
}

function start(args: readonly string[], options: StartOptions) {
  const nodeArgs = ["--conditions=@loopwright/source", ...(options.nodeArgs ?? [])];
  return spawn(process.execPath, [...nodeArgs, main, ...args], {
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
}

/** Starts a command that serves until it is interrupted. */
export function startLoopwright(args: readonly string[]) {
  const child = start(args, {});
  const closed = new Promise<number>((resolve) =>
    child.once("close", (code) => resolve(code ?? -1)),
  );
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (part: string) => (text += part));
  return {
    /** The first text that it prints and that fits. */
    async printed(pattern: RegExp): Promise<string> {
      for (;;) {
        const found = pattern.exec(text);
        if (found) return found[0];
        await Promise.race([
          once(child.stdout, "data"),
          closed.then((code) => Promise.reject(new Error(`ended with ${code}: ${text}`))),
        ]);
      }
    },
    /** Interrupts it and waits until it has ended. */
    async interrupted(): Promise<void> {
      child.kill("SIGINT");
      await closed;
    },
  };
}

/**
 * Runs the command line in a child process, as a user would, with nothing of this process's environment but where
 * Node keeps compiled code.
 */
export function loopwright(
  args: readonly string[],
  /** `input` is what the user types; without it there is no input. */
  options: StartOptions & { input?: string } = {},
): Promise<CommandResult> {
  const child = start(args, options);
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
