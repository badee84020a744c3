import { isUtf8 } from "node:buffer";
import type { FileHandle } from "node:fs/promises";
import { addSpan } from "./add-span.ts";
import { factsOf, parseSpanLine } from "./exact-span.ts";
import { readLineBlocks, type LineBlock } from "./read-lines.ts";
import { createSpanScanner, type SpanScanner } from "./scan-span.ts";
import type { TraceIndex } from "./trace-index.ts";

/** A line that holds no span: where it is and what is wrong with it. Lines count from 1. */
export interface BadLine {
  line: number;
  offset: number;
  length: number;
  reason: string;
}

/** Where indexing stands: everything before `offset` is done. */
export interface Progress {
  /** Where the next bytes begin; the start of the last line when that one was bad and lacks its newline. */
  offset: number;
  /** Lines that ended before `offset`. */
  lines: number;
  /** Whether the last span's line lacked its newline, so that only a newline may follow it. */
  openLine: boolean;
}

export interface IndexedLines {
  progress: Progress;
  badLines: BadLine[];
}

const newline = 0x0a;

/** Reads the lines of `[progress.offset, size)` into `index`. Bad lines are reported and left out. */
export async function indexLines(options: {
  file: FileHandle;
  size: number;
  progress: Progress;
  index: TraceIndex;
  signal?: AbortSignal | undefined;
}): Promise<IndexedLines> {
  const { file, size, index, signal } = options;
  const badLines: BadLine[] = [];
  const scanner = createSpanScanner();
  let { offset, lines } = options.progress;
  let openLine = false;
  for await (const block of readLineBlocks(file, { from: offset, to: size })) {
    signal?.throwIfAborted();
    for (let start = 0, end = 0; start <= block.end; start = end + 1) {
      end = block.bytes.indexOf(newline, start);
      const at = block.offset + start;
      const terminated = block.offset + end < size;
      if (end > start) {
        const reason = addLine({ index, scanner, block, start, end, at });
        if (reason !== undefined)
          badLines.push({ line: lines + 1, offset: at, length: end - start, reason });
      }
      openLine = !terminated && end > start;
      if (terminated) lines++;
      offset = Math.min(block.offset + end + 1, size);
    }
  }
  const last = badLines.at(-1);
  if (openLine && last && last.offset + last.length === size)
    return { progress: { offset: last.offset, lines, openLine: false }, badLines };
  return { progress: { offset, lines, openLine }, badLines };
}

/** Adds the line's span, or says why it holds none. */
function addLine(options: {
  index: TraceIndex;
  scanner: SpanScanner;
  block: LineBlock;
  start: number;
  end: number;
  at: number;
}): string | undefined {
  const { index, scanner, block, start, end, at } = options;
  const { bytes } = block;
  const readable = block.validUtf8 || isUtf8(bytes.subarray(start, end));
  const facts = readable ? scanner.scan(bytes, start, end) : undefined;
  if (facts) {
    addSpan(index, facts, at, end - start);
    return undefined;
  }
  const exact = parseSpanLine(bytes.subarray(start, end));
  if ("reason" in exact) return exact.reason;
  addSpan(index, factsOf(exact.span), at, end - start);
  return undefined;
}
