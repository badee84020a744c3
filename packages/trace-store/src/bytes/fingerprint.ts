import type { Column } from "./column.ts";

/**
 * Appends two 32-bit hashes of `bytes[start, end)`: enough to tell the ids within a trace apart (for a thousand
 * spans the chance that two collide is below one in 10^9). Never two zeros, which stand for no id.
 */
export function push64(
  into: Column<Uint32Array>,
  bytes: Uint8Array,
  start: number,
  end: number,
): void {
  let high = 0x811c9dc5;
  let low = 0x9747b28c ^ (end - start);
  for (let i = start; i < end; i++) {
    const byte = bytes[i]!;
    high = Math.imul(high ^ byte, 0x01000193);
    low = Math.imul(low ^ byte, 0x5bd1e995);
    low ^= low >>> 15;
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b);
  high ^= high >>> 13;
  into.push(high >>> 0);
  into.push(low >>> 0 || 1);
}
