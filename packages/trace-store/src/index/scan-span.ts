import {
  backslash,
  failed,
  plainByte,
  quote,
  shortEscape,
  skipNumber,
  skipSpace,
  skipUnicodeEscape,
  skipWord,
} from "./json-bytes.ts";
import { createFacts, factCount, Kind, type SpanFacts } from "./span-facts.ts";
import {
  attributeRules,
  findRule,
  resourceRules,
  Role,
  scopeRules,
  serviceRules,
  spanRules,
  statusRules,
  type KeyRule,
  type KeyRules,
} from "./span-rules.ts";

/**
 * The fast reader of span lines: walks the bytes once, without decoding text or making objects.
 *
 * It accepts only lines it has checked entirely. Whatever is rare (an escape in a value the index reads, a
 * repeated key, anything out of order) it leaves to the exact reader: `scan` returns undefined and decides nothing.
 */
export interface SpanScanner {
  /** Reads the line `bytes[start, end)`, which must be valid UTF-8. The facts are overwritten by the next scan. */
  scan(bytes: Uint8Array, start: number, end: number): SpanFacts | undefined;
}

const deepest = 200;
const rue = [0x72, 0x75, 0x65] as const;
const ull = [0x75, 0x6c, 0x6c] as const;
const lse = [0x6c, 0x73, 0x65] as const;

/** Makes a scanner; it is not reentrant. */
export function createSpanScanner(): SpanScanner {
  const facts = createFacts();
  const { from, to, kind } = facts;
  let bytes = facts.bytes;
  let end = 0;
  let escaped = false;

  return {
    scan(source, start, stop) {
      bytes = source;
      end = stop;
      facts.bytes = source;
      for (let i = 0; i < factCount; i++) kind[i] = Kind.absent;
      const at = skipSpace(bytes, start, end);
      if (bytes[at] !== 0x7b) return undefined;
      const after = scanObject(at, spanRules, 1);
      return after !== failed && skipSpace(bytes, after, end) === end ? facts : undefined;
    },
  };

  /** Reads the object at `at` by rules; returns the place after it. Repeated known keys are left to the exact reader. */
  function scanObject(start: number, rules: KeyRules, depth: number): number {
    let seen = 0;
    let at = skipSpace(bytes, start + 1, end);
    if (bytes[at] === 0x7d) return rules.required === 0 ? at + 1 : failed;
    for (;;) {
      if (bytes[at] !== quote) return failed;
      const keyEnd = skipString(at);
      if (keyEnd === failed || escaped) return failed;
      const rule = findRule(rules, bytes, at + 1, keyEnd - 1);
      at = skipSpace(bytes, keyEnd, end);
      if (bytes[at] !== 0x3a) return failed;
      at = skipSpace(bytes, at + 1, end);
      if (rule === undefined) {
        if (rules.closed) return failed;
        at = skipValue(at, depth);
      } else {
        if ((seen & rule.bit) !== 0) return failed;
        seen |= rule.bit;
        at = scanRole(at, rule, rules, depth);
      }
      if (at === failed) return failed;
      at = skipSpace(bytes, at, end);
      const next = bytes[at];
      if (next === 0x7d) return (seen & rules.required) === rules.required ? at + 1 : failed;
      if (next !== 0x2c) return failed;
      at = skipSpace(bytes, at + 1, end);
    }
  }

  function scanRole(at: number, rule: KeyRule, rules: KeyRules, depth: number): number {
    switch (rule.role) {
      case Role.text:
        return bytes[at] === quote ? scanValue(at, rule.fact, depth) : failed;
      case Role.value:
        return scanValue(at, rule.fact, depth);
      case Role.status:
        return bytes[at] === 0x7b ? scanObject(at, statusRules, depth + 1) : failed;
      case Role.scope:
        return bytes[at] === 0x7b ? scanObject(at, scopeRules, depth + 1) : failed;
      case Role.attributes:
        return bytes[at] === 0x7b ? scanObject(at, attributeRules, depth + 1) : failed;
      default:
        return bytes[at] === 0x7b
          ? scanObject(at, rules === spanRules ? resourceRules : serviceRules, depth + 1)
          : failed;
    }
  }

  function scanValue(at: number, fact: number, depth: number): number {
    const first = bytes[at];
    const after = skipValue(at, depth);
    if (after === failed || fact < 0) return after;
    if (first === quote) {
      if (escaped) return failed;
      from[fact] = at + 1;
      to[fact] = after - 1;
      kind[fact] = after - at === 2 ? Kind.emptyText : Kind.text;
      return after;
    }
    from[fact] = at;
    to[fact] = after;
    kind[fact] = kindOf(first ?? 0, at, after);
    return after;
  }

  function kindOf(first: number, at: number, after: number): number {
    if (first === 0x74) return Kind.true;
    if (first === 0x66 || first === 0x6e) return Kind.falsy;
    // Containers: only their emptiness matters, and white space inside is rare enough not to be looked for.
    if (first === 0x5b || first === 0x7b) {
      for (let i = at + 1; i < after - 1; i++) if (bytes[i]! > 0x20) return Kind.truthy;
      return Kind.falsy;
    }
    let nonZero = false;
    for (let i = at; i < after; i++) {
      const byte = bytes[i]!;
      // A decimal of any value counts as no integer; whether it is zero is told by its digits before an exponent.
      if (byte === 0x2e || byte === 0x65 || byte === 0x45) return decimalKind(at, after);
      if (byte > 0x39) return Kind.truthy;
      if (byte > 0x30) nonZero = true;
    }
    return nonZero ? Kind.integer : Kind.falsy;
  }

  function decimalKind(at: number, after: number): number {
    return Number(
      Buffer.from(bytes.buffer, bytes.byteOffset + at, after - at).toString("latin1"),
    ) === 0
      ? Kind.falsy
      : Kind.truthy;
  }

  function skipValue(at: number, depth: number): number {
    switch (bytes[at]) {
      case quote:
        return skipString(at);
      case 0x7b:
        return depth >= deepest ? failed : skipContainer(at, depth + 1, 0x7d);
      case 0x5b:
        return depth >= deepest ? failed : skipContainer(at, depth + 1, 0x5d);
      case 0x74:
        return skipWord(bytes, at, end, rue);
      case 0x6e:
        return skipWord(bytes, at, end, ull);
      case 0x66:
        return bytes[at + 1] === 0x61 ? skipWord(bytes, at + 1, end, lse) : failed;
      default:
        return skipNumber(bytes, at, end);
    }
  }

  function skipContainer(start: number, depth: number, close: number): number {
    let at = skipSpace(bytes, start + 1, end);
    if (bytes[at] === close) return at + 1;
    for (;;) {
      if (close === 0x7d) {
        if (bytes[at] !== quote) return failed;
        at = skipString(at);
        if (at === failed) return failed;
        at = skipSpace(bytes, at, end);
        if (bytes[at] !== 0x3a) return failed;
        at = skipSpace(bytes, at + 1, end);
      }
      at = skipValue(at, depth);
      if (at === failed) return failed;
      at = skipSpace(bytes, at, end);
      if (bytes[at] === close) return at + 1;
      if (bytes[at] !== 0x2c) return failed;
      at = skipSpace(bytes, at + 1, end);
    }
  }

  /** The place after the string whose opening quote is at `start`; tells by `escaped` whether it holds escapes. */
  function skipString(start: number): number {
    const source = bytes;
    let at = start + 1;
    escaped = false;
    for (;;) {
      while (plainByte[source[at]!] === 1) at++;
      if (at >= end) return failed;
      const byte = source[at];
      if (byte === quote) return at + 1;
      if (byte !== backslash) return failed;
      escaped = true;
      if (shortEscape[source[at + 1]!] === 1) at += 2;
      else {
        at = skipUnicodeEscape(source, at, end);
        if (at === failed) return failed;
      }
    }
  }
}
