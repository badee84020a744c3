/** A set of small whole numbers as bits, 32 to a word. */
export function bitSet(members: Iterable<number>, size: number): Int32Array {
  const bits = new Int32Array((size + 31) >> 5);
  for (const member of members) bits[member >> 5]! |= 1 << (member & 31);
  return bits;
}

export function hasBit(bits: Int32Array, member: number): boolean {
  return (bits[member >> 5]! & (1 << (member & 31))) !== 0;
}

/** How many members two sets share. */
export function countShared(a: Int32Array, b: Int32Array): number {
  let count = 0;
  for (let i = 0; i < a.length; i++) count += onesIn(a[i]! & b[i]!);
  return count;
}

export function intersection(a: Int32Array, b: Int32Array): Int32Array {
  return a.map((bits, i) => bits & b[i]!);
}

/** Members of `a` that `b` lacks, ascending. */
export function membersWithout(a: Int32Array, b: Int32Array): number[] {
  return membersOf(a.map((bits, i) => bits & ~b[i]!));
}

/** Ascending. */
export function membersOf(set: Int32Array): number[] {
  const found: number[] = [];
  set.forEach((bits, i) => {
    let left = bits;
    while (left !== 0) {
      found.push(32 * i + 31 - Math.clz32(left & -left));
      left &= left - 1;
    }
  });
  return found;
}

function onesIn(bits: number): number {
  let v = bits - ((bits >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
