import { createColumn } from "../bytes/column.ts";

/** Sums of integers per row; they stay exact beyond 2^53, as Python's do. */
export interface TokenTotals {
  addRow(): void;
  add(row: number, digits: string): void;
  addSmall(row: number, value: number): void;
  /** Adds the sum of a row of other totals. */
  addFrom(row: number, other: TokenTotals, otherRow: number): void;
  number(row: number): number;
  text(row: number): string;
  isNegative(row: number): boolean;
  /** The totals that fit a number, as bytes of 64-bit floats, and those that do not. */
  saved(): { small: Uint8Array; large: [row: number, digits: string][] };
}

export function createTokenTotals(saved?: {
  small: Float64Array<ArrayBuffer>;
  large: readonly (readonly [row: number, digits: string])[];
}): TokenTotals {
  const small = createColumn((length) => new Float64Array(length), saved?.small);
  const large = new Map((saved?.large ?? []).map(([row, digits]) => [row, BigInt(digits)]));

  function addLarge(row: number, value: bigint): void {
    const total = (large.get(row) ?? BigInt(small.data[row]!)) + value;
    large.set(row, total);
    small.data[row] = Number(total);
  }

  function addSmall(row: number, value: number): void {
    const total = small.data[row]! + value;
    if (large.has(row) || !Number.isSafeInteger(total)) addLarge(row, BigInt(value));
    else small.data[row] = total;
  }

  const text = (row: number) => String(large.get(row) ?? small.data[row]!);
  return {
    addRow: () => small.push(0),
    addSmall,
    add: (row, digits) => addLarge(row, BigInt(digits)),
    addFrom(row, other, otherRow) {
      const value = other.number(otherRow);
      if (Number.isSafeInteger(value)) addSmall(row, value);
      else addLarge(row, BigInt(other.text(otherRow)));
    },
    number: (row) => small.data[row]!,
    text,
    isNegative: (row) => small.data[row]! < 0,
    saved: () => ({
      small: small.bytes(),
      large: [...large].map(([row, total]) => [row, String(total)]),
    }),
  };
}
