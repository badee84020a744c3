import { spawn } from "node:child_process";
import { LoopError } from "@loopwright/core";

/** Characters of output that are kept, the last ones: a report stands at the end and is far smaller. */
const outputAtMost = 20_000_000;
/** Columns of the terminal that the program is made to see. A report of more characters would be wrapped. */
const columns = 400_000;

/**
 * Runs a program to its end and returns what it printed. It sees a wide, colourless terminal, so that nothing it
 * prints is wrapped; the rules that it draws across it are cut short.
 *
 * @throws LoopError `not_found` when there is no such program, `aborted` on signal or time limit, `engine` when it
 *   fails
 */
export async function runProgram(options: {
  command: string;
  args: readonly string[];
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}): Promise<string> {
  const { command, args, timeoutMs, signal } = options;
  const limit = AbortSignal.timeout(timeoutMs);
  const child = spawn("env", [`COLUMNS=${columns}`, "NO_COLOR=1", "TERM=dumb", command, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    signal: signal ? AbortSignal.any([signal, limit]) : limit,
  });
  let printed = "";
  let complaints = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed = (printed + text.replace(/─{4,}/g, "───")).slice(-outputAtMost);
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaints = (complaints + text).slice(-2000);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", (error) =>
      reject(
        new LoopError("aborted", `${command}: it was stopped before it ended`, { cause: error }),
      ),
    );
    child.once("close", resolve);
  });
  if (code === 127)
    throw new LoopError(
      "not_found",
      `${command}: there is no such program; install it with "pip install halo-engine", or name it`,
    );
  if (code !== 0)
    throw new LoopError("engine", `${command}: it ended with code ${code}: ${complaints.trim()}`);
  return printed;
}
