import { LoopError } from "@loopwright/core";
import { fingerprint, type OpenIndex } from "./open-index.ts";

/** A stretch of a file that holds the lines of `rows`: line i is `bytes[offset_i - base, … + length_i)`. */
export interface SpanBlock {
  readonly bytes: Buffer;
  readonly base: number;
  /** Rows of the index's span columns, in order of the file. */
  readonly rows: Int32Array;
}

const blockBytes = 4 * 1024 * 1024;
/** Reading on over a gap of this size is faster than another read. */
const widestGap = 32 * 1024;

/**
 * Reads the lines of the given spans, neighbours together. `rows` has to be in order of the file.
 *
 * @throws LoopError `storage` when the file is no longer the one that was indexed
 */
export async function* readSpans(open: OpenIndex, rows: Int32Array): AsyncGenerator<SpanBlock> {
  await assertUnchanged(open);
  const offsets = open.index.spans.offset.data;
  const lengths = open.index.spans.length.data;
  let from = 0;
  while (from < rows.length) {
    const base = offsets[rows[from]!]!;
    let end = base + lengths[rows[from]!]!;
    let to = from + 1;
    while (to < rows.length) {
      const row = rows[to]!;
      const next = offsets[row]! + lengths[row]!;
      if (offsets[row]! - end > widestGap || next - base > blockBytes) break;
      end = next;
      to++;
    }
    const bytes = Buffer.allocUnsafe(end - base);
    await readFully(open, bytes, base);
    yield { bytes, base, rows: rows.subarray(from, to) };
    from = to;
  }
}

/** The lines of a block, one after the other. */
export function* linesOf(
  open: OpenIndex,
  block: SpanBlock,
): Generator<[row: number, line: Buffer]> {
  const offsets = open.index.spans.offset.data;
  const lengths = open.index.spans.length.data;
  for (const row of block.rows) {
    const start = offsets[row]! - block.base;
    yield [row, block.bytes.subarray(start, start + lengths[row]!)];
  }
}

async function readFully({ file, path }: OpenIndex, into: Buffer, position: number): Promise<void> {
  let done = 0;
  while (done < into.length) {
    const { bytesRead } = await file.read(into, done, into.length - done, position + done);
    if (bytesRead === 0) throw changed(path);
    done += bytesRead;
  }
}

async function assertUnchanged({ file, path, source }: OpenIndex): Promise<void> {
  const now = await fingerprint(file);
  const appended = now.size > source.size;
  const same = now.size === source.size && String(now.mtimeNs) === source.mtime_ns;
  if (!same && !appended) throw changed(path);
}

function changed(path: string): LoopError {
  return new LoopError("storage", `${path}: was changed since it was indexed; open it again`);
}
