import type { ByteWriter } from "./byte-writer.ts";

/**
 * Numbers distinct byte strings 0, 1, 2, … in order of first sight, without making a JavaScript string of each:
 * a file of a million spans repeats the same few names, and its trace ids are asked for only when answered.
 */
export interface ByteTable {
  readonly size: number;
  /** The number of `bytes[start, end)`, which is given one when it is new. */
  intern(bytes: Uint8Array, start: number, end: number): number;
  /** The number of `text`, or -1 when it was never interned. */
  find(text: string): number;
  text(id: number): string;
  /** Writes the entry as a JSON string. */
  writeTo(writer: ByteWriter, id: number): void;
  /** Negative, zero or positive: order by code point, which is the order of the UTF-8 bytes. */
  compare(a: number, b: number): number;
  /** The table as two arrays: all bytes, and where each entry ends. */
  arrays(): { bytes: Uint8Array; ends: Uint32Array };
}

/** Makes a table, empty or from the arrays of another. */
export function createByteTable(saved?: {
  bytes: Uint8Array;
  ends: Uint32Array<ArrayBuffer>;
}): ByteTable {
  let pool: Uint8Array = new Uint8Array(1 << 12);
  let ends = new Uint32Array(256);
  let hashes = new Uint32Array(256);
  let slots = new Int32Array(1024).fill(-1);
  let size = 0;

  const startOf = (id: number) => (id === 0 ? 0 : ends[id - 1]!);

  function intern(bytes: Uint8Array, start: number, end: number): number {
    const hash = hashOf(bytes, start, end);
    const slot = locate(bytes, start, end, hash);
    const known = slots[slot]!;
    return known >= 0 ? known : append(bytes, start, end, hash, slot);
  }

  function locate(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const mask = slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const id = slots[slot]!;
      if (id < 0 || (hashes[id] === hash && sameAs(id, bytes, start, end))) return slot;
      slot = (slot + 1) & mask;
    }
  }

  function sameAs(id: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = startOf(id);
    const length = end - start;
    if (ends[id]! - from !== length) return false;
    for (let i = 0; i < length; i++) if (pool[from + i] !== bytes[start + i]) return false;
    return true;
  }

  function append(
    bytes: Uint8Array,
    start: number,
    end: number,
    hash: number,
    slot: number,
  ): number {
    const from = size === 0 ? 0 : ends[size - 1]!;
    const to = from + end - start;
    if (to > pool.length) pool = grown(pool, new Uint8Array(Math.max(pool.length * 2, to)));
    if (size === ends.length) {
      ends = grown(ends, new Uint32Array(size * 2 + 64));
      hashes = grown(hashes, new Uint32Array(size * 2 + 64));
    }
    for (let i = from; i < to; i++) pool[i] = bytes[start + i - from]!;
    ends[size] = to;
    hashes[size] = hash;
    slots[slot] = size;
    size++;
    if (size * 2 > slots.length) rehash(slots.length * 4);
    return size - 1;
  }

  function rehash(slotCount: number): void {
    slots = new Int32Array(slotCount).fill(-1);
    const mask = slots.length - 1;
    for (let id = 0; id < size; id++) {
      let slot = hashes[id]! & mask;
      while (slots[slot]! >= 0) slot = (slot + 1) & mask;
      slots[slot] = id;
    }
  }

  const table: ByteTable = {
    get size() {
      return size;
    },
    intern,
    find: (text) => {
      const bytes = Buffer.from(text);
      if (bytes.toString() !== text) return -1;
      return slots[locate(bytes, 0, bytes.length, hashOf(bytes, 0, bytes.length))]!;
    },
    writeTo: (writer, id) => writer.quoted(pool, startOf(id), ends[id]!),
    text: (id) => textOf(pool, startOf(id), ends[id]!),
    compare: (a, b) =>
      Buffer.compare(pool.subarray(startOf(a), ends[a]), pool.subarray(startOf(b), ends[b])),
    arrays: () => ({
      bytes: pool.subarray(0, size === 0 ? 0 : ends[size - 1]),
      ends: ends.subarray(0, size),
    }),
  };
  if (saved) {
    pool = saved.bytes;
    ends = saved.ends;
    size = ends.length;
    hashes = new Uint32Array(size);
    for (let id = 0; id < size; id++) hashes[id] = hashOf(pool, startOf(id), ends[id]!);
    let slotCount = slots.length;
    while (slotCount < size * 2) slotCount *= 4;
    rehash(slotCount);
  }
  return table;
}

/** 32-bit FNV-1a over the bytes. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}

function grown<Arrays extends Uint8Array | Uint32Array>(old: Arrays, bigger: Arrays): Arrays {
  bigger.set(old);
  return bigger;
}

/** The UTF-8 text of `bytes[start, end)`. */
export function textOf(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString("utf8");
}
