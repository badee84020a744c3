import { textOf } from "./byte-table.ts";
import type { ByteWriter } from "./byte-writer.ts";
import { createColumn } from "./column.ts";

/** One replaceable text per row, kept as bytes: the earliest and latest times of hundreds of thousands of traces. */
export interface TextSlots {
  readonly length: number;
  push(bytes: Uint8Array, start: number, end: number): void;
  /** Negative, zero or positive, as the text of `row` sorts before, with or after the given bytes. */
  compare(row: number, bytes: Uint8Array, start: number, end: number): number;
  compareRows(a: number, b: number): number;
  isEmpty(row: number): boolean;
  replace(row: number, bytes: Uint8Array, start: number, end: number): void;
  text(row: number): string;
  /** Writes the text as a JSON string. */
  writeTo(writer: ByteWriter, row: number): void;
  arrays(): { bytes: Uint8Array; ends: Uint32Array };
}

export function createTextSlots(saved?: { bytes: Uint8Array; ends: Uint32Array }): TextSlots {
  const starts = createColumn((length) => new Uint32Array(length));
  const ends = createColumn((length) => new Uint32Array(length), saved?.ends);
  let pool: Uint8Array = saved?.bytes ?? new Uint8Array(1 << 12);
  let used = saved?.ends.at(-1) ?? 0;

  function write(bytes: Uint8Array, start: number, end: number, at: number): void {
    for (let i = start; i < end; i++) pool[at + i - start] = bytes[i]!;
  }

  function append(bytes: Uint8Array, start: number, end: number): number {
    const at = used;
    used += end - start;
    if (used > pool.length) {
      const bigger = new Uint8Array(Math.max(Math.ceil(pool.length * 1.5), used));
      bigger.set(pool);
      pool = bigger;
    }
    write(bytes, start, end, at);
    return at;
  }

  function push(bytes: Uint8Array, start: number, end: number): void {
    const at = append(bytes, start, end);
    starts.push(at);
    ends.push(at + end - start);
  }

  for (let row = 0; row < ends.length; row++) starts.push(row === 0 ? 0 : ends.data[row - 1]!);

  function compare(row: number, bytes: Uint8Array, start: number, end: number): number {
    const from = starts.data[row]!;
    const own = ends.data[row]! - from;
    const shorter = Math.min(own, end - start);
    for (let i = 0; i < shorter; i++) {
      const difference = pool[from + i]! - bytes[start + i]!;
      if (difference !== 0) return difference;
    }
    return own - (end - start);
  }

  return {
    get length() {
      return starts.length;
    },
    push,
    compare,
    compareRows: (a, b) => compare(a, pool, starts.data[b]!, ends.data[b]!),
    isEmpty: (row) => starts.data[row] === ends.data[row],
    replace(row, bytes, start, end) {
      const from = starts.data[row]!;
      if (end - start <= ends.data[row]! - from) {
        write(bytes, start, end, from);
        ends.data[row] = from + end - start;
        return;
      }
      const at = append(bytes, start, end);
      starts.data[row] = at;
      ends.data[row] = at + end - start;
    },
    writeTo: (writer, row) => writer.quoted(pool, starts.data[row]!, ends.data[row]!),
    text: (row) => textOf(pool, starts.data[row]!, ends.data[row]!),
    arrays() {
      const packedEnds = new Uint32Array(starts.length);
      let total = 0;
      for (let row = 0; row < starts.length; row++)
        packedEnds[row] = total += ends.data[row]! - starts.data[row]!;
      const bytes = new Uint8Array(total);
      let at = 0;
      for (let row = 0; row < starts.length; row++)
        for (let i = starts.data[row]!; i < ends.data[row]!; i++) bytes[at++] = pool[i]!;
      return { bytes, ends: packedEnds };
    },
  };
}
