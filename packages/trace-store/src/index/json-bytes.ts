// The smallest parts of JSON, read from bytes: places in, places out.

export const quote = 0x22;
export const backslash = 0x5c;
/** In place of a place: this is no such thing, or too rare for the fast reader. */
export const failed = -1;

/** 1 where a string may go on: everything but the quote, the backslash and control characters. */
export const plainByte = new Uint8Array(256).fill(1, 0x20);
plainByte[quote] = 0;
plainByte[backslash] = 0;

/** 1 for what may follow a backslash alone. */
export const shortEscape = new Uint8Array(256);
for (const letter of '"\\/bfnrt') shortEscape[letter.charCodeAt(0)] = 1;

const hexDigit = new Int8Array(256).fill(-1);
for (const [value, digit] of Array.from("0123456789abcdef").entries()) {
  hexDigit[digit.charCodeAt(0)] = value;
  hexDigit[digit.toUpperCase().charCodeAt(0)] = value;
}

/** The place after the escape `\\uXXXX`, or after a pair of them that makes one character. */
export function skipUnicodeEscape(bytes: Uint8Array, at: number, end: number): number {
  const unit = hexUnit(bytes, at, end);
  if (unit < 0) return failed;
  if (unit < 0xd800 || unit > 0xdfff) return at + 6;
  const low = unit > 0xdbff ? -1 : hexUnit(bytes, at + 6, end);
  return low >= 0xdc00 && low <= 0xdfff ? at + 12 : failed;
}

function hexUnit(bytes: Uint8Array, at: number, end: number): number {
  if (bytes[at] !== backslash || bytes[at + 1] !== 0x75 || at + 6 > end) return -1;
  const [a, b] = [hexDigit[bytes[at + 2]!]!, hexDigit[bytes[at + 3]!]!];
  const [c, d] = [hexDigit[bytes[at + 4]!]!, hexDigit[bytes[at + 5]!]!];
  return (a | b | c | d) < 0 ? -1 : (a << 12) | (b << 8) | (c << 4) | d;
}

/** The place after a word of four letters, of which the first has been seen. */
export function skipWord(
  bytes: Uint8Array,
  at: number,
  end: number,
  [a, b, c]: readonly [number, number, number],
): number {
  const matches = bytes[at + 1] === a && bytes[at + 2] === b && bytes[at + 3] === c;
  return matches && at + 4 <= end ? at + 4 : failed;
}

/** A number of ordinary length; the words for no number and very long integers are left to the exact reader. */
export function skipNumber(bytes: Uint8Array, start: number, end: number): number {
  let at = bytes[start] === 0x2d ? start + 1 : start;
  const whole = skipDigits(bytes, at);
  if (whole === at || (bytes[at] === 0x30 && whole > at + 1)) return failed;
  at = whole;
  if (bytes[at] === 0x2e) {
    const fraction = skipDigits(bytes, at + 1);
    if (fraction === at + 1) return failed;
    at = fraction;
  }
  if (bytes[at] === 0x65 || bytes[at] === 0x45) {
    const sign = bytes[at + 1] === 0x2b || bytes[at + 1] === 0x2d ? at + 2 : at + 1;
    const power = skipDigits(bytes, sign);
    if (power === sign) return failed;
    at = power;
  }
  return at - start > 1000 || at > end ? failed : at;
}

function skipDigits(bytes: Uint8Array, start: number): number {
  let at = start;
  while (bytes[at]! >= 0x30 && bytes[at]! <= 0x39) at++;
  return at;
}

/** The next place that holds no white space of JSON. */
export function skipSpace(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at]! <= 0x20) {
    const byte = bytes[at];
    if (byte !== 0x20 && byte !== 0x0d && byte !== 0x09 && byte !== 0x0a) return at;
    at++;
  }
  return at;
}
