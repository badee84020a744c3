import type { Readable, Writable } from "node:stream";
import { plainTerminal } from "./plain-terminal.ts";
import { rawTerminal, type RawInput } from "./raw-terminal.ts";
import type { ReviewTerminal } from "./terminal.ts";

/**
 * A terminal over these streams: single keys where `input` is a real terminal, a line for each answer elsewhere.
 * Close it when the session is over.
 *
 * @param options.signal ends the session as if the reviewer had left
 * @example const terminal = openReviewTerminal({ input: process.stdin, output: process.stdout })
 */
export function openReviewTerminal(options: {
  input: Readable;
  output: Writable;
  signal?: AbortSignal;
}): ReviewTerminal {
  const { input } = options;
  return isRawInput(input) ? rawTerminal({ ...options, input }) : plainTerminal(options);
}

function isRawInput(input: Readable): input is RawInput {
  return "isTTY" in input && input.isTTY === true && "setRawMode" in input;
}
