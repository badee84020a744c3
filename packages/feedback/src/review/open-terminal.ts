import type { Readable, Writable } from "node:stream";
import { ReadStream } from "node:tty";
import { plainTerminal } from "./plain-terminal.ts";
import { rawTerminal } from "./raw-terminal.ts";
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
  return input instanceof ReadStream && input.isTTY
    ? rawTerminal({ ...options, input })
    : plainTerminal(options);
}
