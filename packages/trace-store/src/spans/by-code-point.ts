/** Compares texts by code point, as Python does; JavaScript's own order differs beyond the basic plane. */
export function byCodePoint(a: string, b: string): number {
  if (a === b) return 0;
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
