import type { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { SandboxLimits } from "./limits.ts";

/** How many times the kept amount a command may print before it is stopped. */
const patience = 16;

/**
 * Keeps the first `outputBytes` that a command prints and lets the rest go by. Calls `tooMuch` once when the command
 * goes on and on.
 */
export function collectOutput(
  stream: Readable,
  { outputBytes }: Pick<SandboxLimits, "outputBytes">,
  tooMuch: () => void,
) {
  const kept: Buffer[] = [];
  let total = 0;
  stream.on("data", (chunk: Buffer) => {
    const room = outputBytes - total;
    if (room > 0) kept.push(chunk.subarray(0, room));
    const before = total;
    total += chunk.length;
    if (before <= outputBytes * patience && total > outputBytes * patience) tooMuch();
  });
  const closed = finished(stream).catch(() => {});
  return {
    /** Waits for the end of the stream, but no longer than `milliseconds`: something may still hold it open. */
    async ended(milliseconds: number): Promise<void> {
      const waiting = new AbortController();
      await Promise.race([
        closed,
        sleep(milliseconds, undefined, { signal: waiting.signal }).catch(() => {}),
      ]);
      waiting.abort();
      stream.destroy();
    },
    text(): string {
      const text = new TextDecoder().decode(Buffer.concat(kept));
      if (total <= outputBytes) return text;
      return `${text}\n[${total - outputBytes} more bytes were printed and are not shown]`;
    },
  };
}

/** Bytes that count as one token when a model asks for at most so many. */
const bytesPerToken = 4;

/** Cuts the middle out of a long text, so that both ends stay within the tokens asked for. */
export function shorten(
  text: string,
  maxTokens: number,
): { text: string; originalTokens?: number } {
  const bytes = Buffer.from(text);
  const room = maxTokens * bytesPerToken;
  if (bytes.length <= room) return { text };
  const half = Math.floor(room / 2);
  const decoder = new TextDecoder();
  const head = decoder.decode(bytes.subarray(0, half));
  const tail = decoder.decode(bytes.subarray(bytes.length - half));
  const tokens = Math.ceil((bytes.length - room) / bytesPerToken);
  return {
    text: `${head}\n[… ${tokens} tokens left out …]\n${tail}`,
    originalTokens: Math.ceil(bytes.length / bytesPerToken),
  };
}
