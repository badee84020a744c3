import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { ReviewTerminal } from "./terminal.ts";

/** Prompts for streams that are no terminal: each answer is a line, and a key is the line's first letter. */
export function plainTerminal(options: {
  input: Readable;
  output: Writable;
  signal?: AbortSignal;
}): ReviewTerminal {
  const { input, output, signal } = options;
  const reader = createInterface({ input, terminal: false });
  const waiting: string[] = [];
  let ended = false;
  let wake = () => {};
  reader.on("line", (line) => {
    waiting.push(line);
    wake();
  });
  reader.on("close", () => {
    ended = true;
    wake();
  });
  const leave = () => reader.close();
  signal?.addEventListener("abort", leave, { once: true });

  const line = async (prompt: string): Promise<string | undefined> => {
    output.write(prompt);
    while (waiting.length === 0 && !ended)
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    const text = waiting.shift();
    output.write("\n");
    return signal?.aborted ? undefined : text?.trim();
  };
  return {
    show: (text) => void output.write(`${text}\n`),
    line,
    async key(prompt, keys) {
      for (;;) {
        const text = await line(prompt);
        if (text === undefined) return undefined;
        const key = (text[0] ?? "").toLowerCase();
        if (key !== "" && keys.includes(key)) return key;
        output.write(`expected one of ${keys.split("").join(" ")}\n`);
      }
    },
    close() {
      signal?.removeEventListener("abort", leave);
      reader.close();
    },
  };
}
