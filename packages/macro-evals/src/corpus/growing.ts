/** A list of whole numbers that grows without boxing them. */
export interface Growing {
  push(value: number): void;
  readonly length: number;
  at(index: number): number;
  /** The numbers so far, as a view; valid until the next push. */
  view(): Int32Array;
  /** Forgets the numbers from there on. */
  truncate(to: number): void;
}

export function growing(): Growing {
  let values = new Int32Array(1024);
  let length = 0;
  return {
    push(value) {
      if (length === values.length) {
        values = enlarged(values, length * 2);
      }
      values[length++] = value;
    },
    get length() {
      return length;
    },
    at: (index) => values[index]!,
    view: () => values.subarray(0, length),
    truncate: (to) => void (length = to),
  };
}

/** A map from small whole numbers to numbers from 0 up, kept in typed arrays and emptied at no cost. */
export interface Scratch {
  clear(): void;
  /** -1 when there is none. */
  get(key: number): number;
  set(key: number, value: number): void;
}

export function scratch(): Scratch {
  let round = 1;
  let rounds = new Int32Array(1024);
  let values = new Int32Array(1024);
  return {
    clear: () => void round++,
    get: (key) => (key < rounds.length && rounds[key] === round ? values[key]! : -1),
    set(key, value) {
      if (key >= rounds.length) {
        const length = Math.max(key + 1, 2 * rounds.length);
        [rounds, values] = [enlarged(rounds, length), enlarged(values, length)];
      }
      rounds[key] = round;
      values[key] = value;
    },
  };
}

function enlarged(values: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length);
  larger.set(values);
  return larger;
}

/** Gives each distinct text a number, counted from 0 in order of first sight. */
export interface Interner {
  idOf(text: string): number;
  readonly texts: readonly string[];
  readonly size: number;
  /** Forgets the texts from there on. */
  truncate(size: number): void;
}

export function interner(): Interner {
  const ids = new Map<string, number>();
  const texts: string[] = [];
  return {
    idOf(text) {
      let id = ids.get(text);
      if (id === undefined) {
        id = texts.length;
        ids.set(text, id);
        texts.push(text);
      }
      return id;
    },
    texts,
    get size() {
      return texts.length;
    },
    truncate(size) {
      for (const text of texts.splice(size)) ids.delete(text);
    },
  };
}
