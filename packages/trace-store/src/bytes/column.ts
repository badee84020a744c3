export type ColumnArray = Float64Array | Int32Array | Uint32Array | Uint8Array;

/** A typed array that grows; `data` may be longer than `length` and is replaced as it grows. */
export interface Column<Data extends ColumnArray> {
  readonly data: Data;
  readonly length: number;
  push(value: number): void;
  /** The values as bytes; a view, so only good until the next push. */
  bytes(): Uint8Array;
}

/** Makes a column, empty or with saved values: `createColumn((length) => new Int32Array(length))`. */
export function createColumn<Data extends ColumnArray>(
  make: (length: number) => Data,
  saved?: Data,
): Column<Data> {
  let data = saved ?? make(64);
  let length = saved?.length ?? 0;
  return {
    get data() {
      return data;
    },
    get length() {
      return length;
    },
    push(value) {
      if (length === data.length) {
        const bigger = make(Math.ceil(length * 1.5) + 64);
        bigger.set(data);
        data = bigger;
      }
      data[length++] = value;
    },
    bytes: () => new Uint8Array(data.buffer, data.byteOffset, length * data.BYTES_PER_ELEMENT),
  };
}
