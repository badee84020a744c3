import { createInterface, emitKeypressEvents } from "node:readline";
import type { Writable } from "node:stream";
import type { ReadStream } from "node:tty";
import { z } from "zod";
import type { ReviewTerminal } from "./terminal.ts";

const Keypress = z.object({
  name: z.string().optional(),
  sequence: z.string().optional(),
  ctrl: z.boolean().optional(),
});

/** A terminal in raw mode: a key counts when it is pressed, without Enter. Lines are edited as in a shell. */
export function rawTerminal(options: {
  input: ReadStream;
  output: Writable;
  signal?: AbortSignal;
}): ReviewTerminal {
  const { input, output, signal } = options;
  const typedAhead: string[] = [];
  let left = false;
  let editing = false;
  let wake = () => {};
  const onKey = (_: unknown, event: unknown) => {
    if (editing) return;
    const { name, sequence = "", ctrl } = Keypress.parse(event);
    if (ctrl && (name === "c" || name === "d")) left = true;
    else typedAhead.push(name === "return" || name === "enter" ? "\n" : sequence);
    wake();
  };
  const onEnd = () => {
    left = true;
    wake();
  };
  emitKeypressEvents(input);
  input.on("keypress", onKey);
  input.once("end", onEnd);
  signal?.addEventListener("abort", onEnd, { once: true });
  listen(input);

  return {
    show: (text) => void output.write(`${text}\n`),
    async key(prompt, keys) {
      output.write(prompt);
      for (;;) {
        const key = typedAhead.shift()?.toLowerCase();
        if (key !== undefined && keys.includes(key)) {
          output.write(`${key === "\n" ? "" : key}\n`);
          return key;
        }
        if (key !== undefined) continue;
        if (left) return undefined;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    line: (prompt) =>
      new Promise((resolve) => {
        editing = true;
        const reader = createInterface({ input, output, terminal: true });
        const finish = (text: string | undefined) => {
          if (!editing) return;
          editing = false;
          if (text === undefined) left = true;
          reader.close();
          listen(input);
          resolve(text?.trim());
        };
        reader.once("SIGINT", () => finish(undefined));
        reader.once("close", () => finish(undefined));
        reader.once("line", (text) => finish(text));
        reader.setPrompt(prompt);
        reader.prompt();
        // What was typed or pasted before the prompt appeared belongs to the line.
        for (const key of typedAhead.splice(0)) reader.write(key);
      }),
    close() {
      signal?.removeEventListener("abort", onEnd);
      input.off("keypress", onKey);
      input.off("end", onEnd);
      input.setRawMode(false);
      input.pause();
    },
  };
}

function listen(input: ReadStream): void {
  input.setRawMode(true);
  input.resume();
}
