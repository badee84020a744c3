/** A stream of numbers that depends on its seed alone. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform whole number in [min, max]. */
  integer(min: number, max: number): number;
  /** One element; the list must not be empty. */
  pick<T>(values: readonly T[]): T;
  /** A new, shuffled list. */
  shuffle<T>(values: readonly T[]): T[];
  /** An independent stream for a named purpose, so that adding draws in one place moves nothing elsewhere. */
  fork(purpose: string): Random;
}

/**
 * Seeded random numbers (sfc32 over a hashed seed): same seed, same numbers, on every platform.
 * Not for secrets.
 *
 * @source Chris Doty-Humphrey, PractRand, sfc32
 * @example seededRandom("42").integer(1, 6)
 */
export function seededRandom(seed: string | number): Random {
  const text = String(seed);
  let [a, b, c, d] = hash128(text);
  const nextUint = () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 12; i++) nextUint();
  const next = () => (nextUint() * 2 ** 21 + (nextUint() >>> 11)) / 2 ** 53;
  const integer = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  return {
    next,
    integer,
    pick<T>(values: readonly T[]): T {
      const value = values[integer(0, values.length - 1)];
      if (value === undefined) throw new RangeError("pick: the list is empty");
      return value;
    },
    shuffle<T>(values: readonly T[]): T[] {
      const copy = [...values];
      for (let i = copy.length - 1; i > 0; i--) {
        const j = integer(0, i);
        [copy[i], copy[j]] = [copy[j] as T, copy[i] as T];
      }
      return copy;
    },
    fork: (purpose) => seededRandom(`${text}\u0000${purpose}`),
  };
}

/** Four 32-bit words from a string (cyrb128). */
function hash128(text: string): [number, number, number, number] {
  let [h1, h2, h3, h4] = [1779033703, 3144134277, 1013904242, 2773480762];
  for (let i = 0; i < text.length; i++) {
    const k = text.charCodeAt(i);
    h1 = h2 ^ Math.imul(h1 ^ k, 597399067);
    h2 = h3 ^ Math.imul(h2 ^ k, 2869860233);
    h3 = h4 ^ Math.imul(h3 ^ k, 951274213);
    h4 = h1 ^ Math.imul(h4 ^ k, 2716044179);
  }
  h1 = Math.imul(h3 ^ (h1 >>> 18), 597399067);
  h2 = Math.imul(h4 ^ (h2 >>> 22), 2869860233);
  h3 = Math.imul(h1 ^ (h3 >>> 17), 951274213);
  h4 = Math.imul(h2 ^ (h4 >>> 19), 2716044179);
  return [h1 ^ h2 ^ h3 ^ h4, h2 ^ h1, h3 ^ h1, h4 ^ h1];
}
