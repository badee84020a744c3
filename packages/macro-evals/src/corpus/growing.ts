/** A list of whole numbers that grows without boxing them. */
export interface Growing {
  push(value: number): void;
  readonly length: number;
  at(index: number): number;
  /** The numbers so far, as a view; valid until the next push. */
  view(): Int32Array;
}

export function growing(): Growing {
  let values = new Int32Array(1024);
  let length = 0;
  return {
    push(value) {
      if (length === values.length) {
        const larger = new Int32Array(length * 2);
        larger.set(values);
        values = larger;
      }
      values[length++] = value;
    },
    get length() {
      return length;
    },
    at: (index) => values[index]!,
    view: () => values.subarray(0, length),
  };
}

/** Gives each distinct text a number, counted from 0 in order of first sight. */
export interface Interner {
  idOf(text: string): number;
  readonly texts: readonly string[];
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
  };
}
