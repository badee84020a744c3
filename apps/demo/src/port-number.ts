import { LoopError } from "@loopwright/core";

/**
 * A port as the command line gives it; 0 stands for a free one.
 *
 * @throws LoopError `bad_input`
 */
export function portNumber(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new LoopError("bad_input", `--port ${text}: expected a number from 0 to 65535`);
}
