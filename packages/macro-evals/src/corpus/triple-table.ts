/** Gives each distinct triple of whole numbers a number, counted from 0 in order of first sight. */
export interface TripleTable {
  idOf(kind: number, a: number, b: number): number;
  kindOf(id: number): number;
  aOf(id: number): number;
  bOf(id: number): number;
  readonly size: number;
  /** Forgets the triples from there on. */
  truncate(size: number): void;
  /** The triples so far, by column, as views; valid until the next `idOf`. */
  columns(): TripleColumns;
}

export interface TripleColumns {
  kind: Int32Array;
  a: Int32Array;
  b: Int32Array;
}

/** An open-addressed table over typed arrays: a Map would box every key. */
export function tripleTable(): TripleTable {
  let slots = new Int32Array(1 << 12).fill(-1);
  let [kinds, as, bs] = [new Int32Array(1024), new Int32Array(1024), new Int32Array(1024)];
  let size = 0;

  const slotOf = (kind: number, a: number, b: number): number => {
    const mask = slots.length - 1;
    const hash =
      Math.imul(a, 0x9e3779b1) ^
      Math.imul(b + 0x7f4a7c15, 0x85ebca6b) ^
      Math.imul(kind, 0xc2b2ae35);
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (let id = slots[slot]!; id >= 0; id = slots[slot]!) {
      if (as[id] === a && bs[id] === b && kinds[id] === kind) return slot;
      slot = (slot + 1) & mask;
    }
    return slot;
  };
  const grow = (): void => {
    [kinds, as, bs] = [doubled(kinds), doubled(as), doubled(bs)];
    slots = new Int32Array(kinds.length * 4).fill(-1);
    for (let id = 0; id < size; id++) slots[slotOf(kinds[id]!, as[id]!, bs[id]!)] = id;
  };

  return {
    idOf(kind, a, b) {
      let slot = slotOf(kind, a, b);
      const found = slots[slot]!;
      if (found >= 0) return found;
      if (size === kinds.length) {
        grow();
        slot = slotOf(kind, a, b);
      }
      slots[slot] = size;
      kinds[size] = kind;
      as[size] = a;
      bs[size] = b;
      return size++;
    },
    kindOf: (id) => kinds[id]!,
    aOf: (id) => as[id]!,
    bOf: (id) => bs[id]!,
    get size() {
      return size;
    },
    truncate(to) {
      // Last in, first out leaves no gap in a chain of slots.
      while (size > to) {
        size--;
        slots[slotOf(kinds[size]!, as[size]!, bs[size]!)] = -1;
      }
    },
    columns: () => ({
      kind: kinds.subarray(0, size),
      a: as.subarray(0, size),
      b: bs.subarray(0, size),
    }),
  };
}

function doubled(values: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(values.length * 2);
  larger.set(values);
  return larger;
}
