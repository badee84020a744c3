import {
  attributeFacts,
  createFacts,
  Fact,
  factCount,
  Kind,
  type SpanFacts,
} from "./span-facts.ts";

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

const quote = 0x22;
const backslash = 0x5c;
const failed = -1;
const deepest = 200;

/** 1 where a string may go on: everything but the quote, the backslash and control characters. */
const plainByte = new Uint8Array(256).fill(1, 0x20);
plainByte[quote] = 0;
plainByte[backslash] = 0;

const shortEscape = new Uint8Array(256);
for (const letter of '"\\/bfnrt') shortEscape[letter.charCodeAt(0)] = 1;

const hexDigit = new Int8Array(256).fill(-1);
for (const [value, digit] of Array.from("0123456789abcdef").entries()) {
  hexDigit[digit.charCodeAt(0)] = value;
  hexDigit[digit.toUpperCase().charCodeAt(0)] = value;
}

/** What to do with a key of a given object. */
const Role = {
  skip: 0,
  text: 1,
  status: 2,
  resource: 3,
  scope: 4,
  attributes: 5,
  value: 6,
} as const;

interface KeyRule {
  readonly key: Uint8Array;
  readonly role: number;
  readonly fact: number;
  readonly bit: number;
}

/** Rules by the length of their key. `closed` objects take no other keys; `required` is a mask of rules. */
interface KeyRules {
  readonly byLength: readonly (readonly KeyRule[])[];
  readonly required: number;
  readonly closed: boolean;
}

type RuleRow = readonly [key: string, role: number, fact: number, required: boolean];

function keyRules(rows: readonly RuleRow[], closed: boolean): KeyRules {
  const byLength: KeyRule[][] = [];
  let required = 0;
  for (const [index, [key, role, fact, needed]] of rows.entries()) {
    const rule = { key: Buffer.from(key), role, fact, bit: 1 << index };
    (byLength[key.length] ??= []).push(rule);
    if (needed) required |= 1 << index;
  }
  return { byLength, required, closed };
}

const spanRules = keyRules(
  [
    ["trace_id", Role.text, Fact.traceId, true],
    ["span_id", Role.text, Fact.spanId, true],
    ["parent_span_id", Role.text, Fact.parentSpanId, false],
    ["trace_state", Role.text, -1, false],
    ["name", Role.text, -1, true],
    ["kind", Role.text, -1, true],
    ["start_time", Role.text, Fact.startTime, true],
    ["end_time", Role.text, Fact.endTime, true],
    ["status", Role.status, -1, true],
    ["resource", Role.resource, -1, true],
    ["scope", Role.scope, -1, true],
    ["attributes", Role.attributes, -1, true],
  ],
  false,
);
const statusRules = keyRules(
  [
    ["code", Role.text, Fact.statusCode, true],
    ["message", Role.text, -1, false],
  ],
  true,
);
const scopeRules = keyRules(
  [
    ["name", Role.text, -1, true],
    ["version", Role.text, -1, false],
  ],
  true,
);
const resourceRules = keyRules([["attributes", Role.resource, -1, true]], true);
const serviceRules = keyRules([["service.name", Role.value, Fact.serviceName, false]], false);
const attributeRules = keyRules(
  attributeFacts.map(([key, fact]) => [key, Role.value, fact, false]),
  false,
);

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
      const at = skipSpace(start);
      if (bytes[at] !== 0x7b) return undefined;
      const after = scanObject(at, spanRules, 1);
      return after !== failed && skipSpace(after) === end ? facts : undefined;
    },
  };

  /** Reads the object at `at` by rules; returns the place after it. Repeated known keys are left to the exact reader. */
  function scanObject(start: number, rules: KeyRules, depth: number): number {
    let seen = 0;
    let at = skipSpace(start + 1);
    if (bytes[at] === 0x7d) return rules.required === 0 ? at + 1 : failed;
    for (;;) {
      if (bytes[at] !== quote) return failed;
      const keyEnd = skipString(at);
      if (keyEnd === failed || escaped) return failed;
      const rule = findRule(rules, at + 1, keyEnd - 1);
      at = skipSpace(keyEnd);
      if (bytes[at] !== 0x3a) return failed;
      at = skipSpace(at + 1);
      if (rule === undefined) {
        if (rules.closed) return failed;
        at = skipValue(at, depth);
      } else {
        if ((seen & rule.bit) !== 0) return failed;
        seen |= rule.bit;
        at = scanRole(at, rule, rules, depth);
      }
      if (at === failed) return failed;
      at = skipSpace(at);
      const next = bytes[at];
      if (next === 0x7d) return (seen & rules.required) === rules.required ? at + 1 : failed;
      if (next !== 0x2c) return failed;
      at = skipSpace(at + 1);
    }
  }

  function findRule(rules: KeyRules, start: number, stop: number): KeyRule | undefined {
    const candidates = rules.byLength[stop - start];
    if (candidates === undefined) return undefined;
    next: for (const rule of candidates) {
      const { key } = rule;
      for (let i = 0; i < key.length; i++) if (key[i] !== bytes[start + i]) continue next;
      return rule;
    }
    return undefined;
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
        return skipWord(at, 0x72, 0x75, 0x65);
      case 0x6e:
        return skipWord(at, 0x75, 0x6c, 0x6c);
      case 0x66:
        return bytes[at + 1] === 0x61 ? skipWord(at + 1, 0x6c, 0x73, 0x65) : failed;
      default:
        return skipNumber(at);
    }
  }

  function skipContainer(start: number, depth: number, close: number): number {
    let at = skipSpace(start + 1);
    if (bytes[at] === close) return at + 1;
    for (;;) {
      if (close === 0x7d) {
        if (bytes[at] !== quote) return failed;
        at = skipString(at);
        if (at === failed) return failed;
        at = skipSpace(at);
        if (bytes[at] !== 0x3a) return failed;
        at = skipSpace(at + 1);
      }
      at = skipValue(at, depth);
      if (at === failed) return failed;
      at = skipSpace(at);
      if (bytes[at] === close) return at + 1;
      if (bytes[at] !== 0x2c) return failed;
      at = skipSpace(at + 1);
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
        at = skipUnicodeEscape(at);
        if (at === failed) return failed;
      }
    }
  }

  function skipUnicodeEscape(at: number): number {
    const unit = hexUnit(at);
    if (unit < 0) return failed;
    if (unit < 0xd800 || unit > 0xdfff) return at + 6;
    const low = unit > 0xdbff ? -1 : hexUnit(at + 6);
    return low >= 0xdc00 && low <= 0xdfff ? at + 12 : failed;
  }

  function hexUnit(at: number): number {
    if (bytes[at] !== backslash || bytes[at + 1] !== 0x75 || at + 6 > end) return -1;
    const [a, b] = [hexDigit[bytes[at + 2]!]!, hexDigit[bytes[at + 3]!]!];
    const [c, d] = [hexDigit[bytes[at + 4]!]!, hexDigit[bytes[at + 5]!]!];
    return (a | b | c | d) < 0 ? -1 : (a << 12) | (b << 8) | (c << 4) | d;
  }

  function skipWord(at: number, a: number, b: number, c: number): number {
    const matches = bytes[at + 1] === a && bytes[at + 2] === b && bytes[at + 3] === c;
    return matches && at + 4 <= end ? at + 4 : failed;
  }

  /** A number of ordinary length; the words for no number and very long integers are left to the exact reader. */
  function skipNumber(start: number): number {
    let at = bytes[start] === 0x2d ? start + 1 : start;
    const whole = skipDigits(at);
    if (whole === at || (bytes[at] === 0x30 && whole > at + 1)) return failed;
    at = whole;
    if (bytes[at] === 0x2e) {
      const fraction = skipDigits(at + 1);
      if (fraction === at + 1) return failed;
      at = fraction;
    }
    if (bytes[at] === 0x65 || bytes[at] === 0x45) {
      const sign = bytes[at + 1] === 0x2b || bytes[at + 1] === 0x2d ? at + 2 : at + 1;
      const power = skipDigits(sign);
      if (power === sign) return failed;
      at = power;
    }
    return at - start > 1000 || at > end ? failed : at;
  }

  function skipDigits(start: number): number {
    let at = start;
    while (bytes[at]! >= 0x30 && bytes[at]! <= 0x39) at++;
    return at;
  }

  function skipSpace(start: number): number {
    let at = start;
    while (at < end && bytes[at]! <= 0x20) {
      const byte = bytes[at];
      if (byte !== 0x20 && byte !== 0x0d && byte !== 0x09 && byte !== 0x0a) return at;
      at++;
    }
    return at;
  }
}
