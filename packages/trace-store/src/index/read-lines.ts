import { isUtf8 } from "node:buffer";
import type { FileHandle } from "node:fs/promises";

/** A run of whole lines, `bytes[0, end)`, that begins at `offset` in the file. `bytes[end]` is a newline. */
export interface LineBlock {
  readonly bytes: Uint8Array;
  readonly end: number;
  readonly offset: number;
  readonly validUtf8: boolean;
}

const blockBytes = 4 * 1024 * 1024;
const newline = 0x0a;

/**
 * Reads `[from, to)` of a file in blocks of whole lines; the last line may lack its newline. A block is only valid
 * until the next is asked for.
 */
export async function* readLineBlocks(
  file: FileHandle,
  { from, to }: { from: number; to: number },
): AsyncGenerator<LineBlock> {
  let buffer = Buffer.alloc(Math.min(blockBytes, to - from) + 1);
  let kept = 0;
  let position = from;
  while (position < to) {
    if (kept === buffer.length - 1) buffer = doubled(buffer);
    const room = Math.min(buffer.length - 1 - kept, to - position);
    const { bytesRead } = await file.read(buffer, kept, room, position);
    if (bytesRead === 0) break;
    position += bytesRead;
    const filled = kept + bytesRead;
    const last = position >= to ? filled : buffer.lastIndexOf(newline, filled - 1);
    if (last >= 0) {
      // What stands at `end` has to be a newline for the scanner, also where the file's last line has none.
      const saved = buffer[last] ?? newline;
      buffer[last] = newline;
      const validUtf8 = isUtf8(buffer.subarray(0, last));
      yield { bytes: buffer, end: last, offset: position - filled, validUtf8 };
      buffer[last] = saved;
    }
    const consumed = Math.min(filled, Math.max(0, last + 1));
    kept = filled - consumed;
    buffer.copyWithin(0, consumed, filled);
  }
}

function doubled(buffer: Buffer<ArrayBuffer>): Buffer<ArrayBuffer> {
  const bigger = Buffer.alloc((buffer.length - 1) * 2 + 1);
  buffer.copy(bigger);
  return bigger;
}
