import { createInterface, emitKeypressEvents } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { z } from "zod";
import type { ReviewTerminal } from "./terminal.ts";
import { wrapLines } from "./wrap-lines.ts";

/** What a terminal's input has beyond a stream; `tty.ReadStream` is one. */
export interface RawInput extends Readable {
  isTTY: boolean;
  setRawMode(raw: boolean): unknown;
}

const Keypress = z.object({
  name: z.string().optional(),
  sequence: z.string().default(""),
  ctrl: z.boolean().default(false),
  meta: z.boolean().default(false),
  shift: z.boolean().default(false),
});
type Keypress = z.infer<typeof Keypress>;

/** A terminal in raw mode: a key counts when it is pressed, without Enter. Lines are edited as in a shell. */
export function rawTerminal(options: {
  input: RawInput;
  output: Writable;
  signal?: AbortSignal;
}): ReviewTerminal {
  const { input, output, signal } = options;
  const typedAhead: Keypress[] = [];
  let left = false;
  let editing = false;
  let wake = () => {};
  const onKey = (_: unknown, event: unknown) => {
    if (editing) return;
    const press = Keypress.parse(event);
    if (press.ctrl && (press.name === "c" || press.name === "d")) left = true;
    else typedAhead.push(press);
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
    show: (text) => void output.write(`${wrapLines(text, columnsOf(output))}\n`),
    async key(prompt, keys) {
      output.write(prompt);
      for (;;) {
        const press = typedAhead.shift();
        const key = press?.sequence.toLowerCase();
        if (key && keys.includes(key)) {
          output.write(`${key}\n`);
          return key;
        }
        if (press) continue;
        if (left) return undefined;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    line: (prompt) =>
      new Promise((resolve) => {
        if (left) return resolve(undefined);
        editing = true;
        const reader = createInterface({ input, output, terminal: true });
        const finish = (text: string | undefined) => {
          if (!editing) return;
          editing = false;
          if (text === undefined) left = true;
          signal?.removeEventListener("abort", leave);
          reader.close();
          listen(input);
          resolve(text?.trim());
        };
        const leave = () => finish(undefined);
        signal?.addEventListener("abort", leave, { once: true });
        reader.once("SIGINT", leave);
        reader.once("close", leave);
        reader.once("line", (text) => finish(text));
        reader.setPrompt(prompt);
        reader.prompt();
        // What was typed or pasted before the prompt appeared belongs to the line.
        while (editing) {
          const press = typedAhead.shift();
          if (!press) break;
          reader.write(press.sequence, { ...press, name: press.name ?? "" });
        }
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

/** Asked each time, because a window may be drawn larger or smaller. */
function columnsOf(output: Writable): number {
  return "columns" in output && typeof output.columns === "number" && output.columns > 0
    ? output.columns
    : 80;
}

function listen(input: RawInput): void {
  input.setRawMode(true);
  input.resume();
}
