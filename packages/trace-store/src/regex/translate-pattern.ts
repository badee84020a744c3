import { codePoint, extraCases, shorthand } from "./python-classes.ts";

/** A pattern of Python's `re`, as RE2 understands it. */
export interface TranslatedPattern {
  readonly re2: string;
  /** The text the pattern stands for, when it is nothing but text. */
  readonly literal: string | undefined;
  readonly lookbehind: boolean;
  /** Whether it may prefer an empty match where a longer one exists, as `a*?` and `|a` do. */
  readonly mayPreferEmpty: boolean;
}

/** Thrown for a pattern that Python refuses too, or that cannot be matched in linear time. */
export class PatternError extends Error {
  override readonly name = "PatternError";
}

interface Flags {
  ignoreCase: boolean;
  dotAll: boolean;
  ascii: boolean;
  verbose: boolean;
}

const controls: Record<string, number> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };
const largestRepeat = 1000;

/**
 * Translates a text pattern of Python's `re` for lines, which hold no newline: groups without capture, classes by
 * Unicode, `$` and `\Z` for the end of the line.
 *
 * @throws PatternError
 */
export function translatePattern(source: string): TranslatedPattern {
  const text = Array.from(source);
  let at = 0;
  let lookbehind = false;
  let mayPreferEmpty = false;
  const groupNames = new Set<string>();
  let literal: string | undefined = "";
  let flags: Flags = { ignoreCase: false, dotAll: false, ascii: false, verbose: false };

  const leading = /^\(\?([a-zA-Z]+)\)/.exec(source);
  if (leading?.[1] !== undefined) {
    flags = setFlags(flags, leading[1], true);
    at = leading[0].length;
    if (flags.ignoreCase || flags.verbose) literal = undefined;
  }
  const re2 = parseAlternatives();
  if (at < text.length) fail("unbalanced parenthesis");
  return { re2, literal, lookbehind, mayPreferEmpty };

  function parseAlternatives(): string {
    const branches = [parseSequence()];
    while (text[at] === "|") {
      at++;
      literal = undefined;
      mayPreferEmpty = true;
      branches.push(parseSequence());
    }
    return branches.join("|");
  }

  function parseSequence(): string {
    let sequence = "";
    while (at < text.length && text[at] !== "|" && text[at] !== ")") {
      if (flags.verbose && skipVerbose()) continue;
      sequence += parsePiece();
    }
    return sequence;
  }

  function skipVerbose(): boolean {
    if (/[ \t\n\r\f\v]/.test(text[at] ?? "")) {
      at++;
      return true;
    }
    if (text[at] !== "#") return false;
    while (at < text.length && text[at] !== "\n") at++;
    return true;
  }

  function parsePiece(): string {
    const { atom, repeatable } = parseAtom();
    while (flags.verbose && at < text.length && skipVerbose());
    const repeat = parseRepeat();
    if (repeat === undefined) return atom;
    literal = undefined;
    if (!repeatable || atom === "") fail("nothing to repeat");
    if (parseRepeat() !== undefined) fail("multiple repeat");
    return `(?:${atom})${repeat}`;
  }

  function parseRepeat(): string | undefined {
    const sign = text[at];
    let repeat: string | undefined;
    if (sign === "*" || sign === "+" || sign === "?") {
      at++;
      repeat = sign;
    } else if (sign === "{") repeat = parseCounts();
    if (repeat === undefined) return undefined;
    if (text[at] === "+") fail("possessive repeats cannot be matched in linear time");
    if (text[at] !== "?") return repeat;
    at++;
    mayPreferEmpty = true;
    return `${repeat}?`;
  }

  function parseCounts(): string | undefined {
    const counts = /^\{(\d*)(,?)(\d*)\}/.exec(text.slice(at, at + 24).join(""));
    if (!counts || counts[0] === "{}") return undefined;
    const [all, low = "", comma, high = ""] = counts;
    at += all.length;
    const least = Number(low);
    const most = comma === "" ? least : high === "" ? Infinity : Number(high);
    if (least > most) fail("a repeat's least count exceeds its most");
    if (least > largestRepeat || (most !== Infinity && most > largestRepeat))
      fail(`counts above ${largestRepeat} are not supported`);
    return most === Infinity ? `{${least},}` : `{${least},${most}}`;
  }

  function parseAtom(): { atom: string; repeatable: boolean } {
    const first = text[at] ?? "";
    if (first === "*" || first === "+" || first === "?") fail("nothing to repeat");
    if (first === "{" && parseCounts() !== undefined) fail("nothing to repeat");
    at++;
    if (first === "\\") return parseEscape();
    if (first === "[") return { atom: parseSet(), repeatable: true };
    if (first === "(") return parseGroup();
    if (first === ".") return plainClass(flags.dotAll ? "(?s:.)" : "[^\\x{a}]");
    if (first === "^") return position("\\A");
    if (first === "$") return position("\\z");
    return { atom: character(first.codePointAt(0) ?? 0), repeatable: true };
  }

  function plainClass(atom: string): { atom: string; repeatable: boolean } {
    literal = undefined;
    return { atom, repeatable: true };
  }

  function position(atom: string): { atom: string; repeatable: boolean } {
    literal = undefined;
    return { atom, repeatable: false };
  }

  function character(point: number): string {
    if (literal !== undefined) literal += String.fromCodePoint(point);
    if (!flags.ignoreCase) return codePoint(point);
    const others = extraCases(point).map(codePoint).join("");
    return others === "" ? `(?i:${codePoint(point)})` : `[${others}]`;
  }

  function parseEscape(): { atom: string; repeatable: boolean } {
    const letter = text[at] ?? fail("a backslash at the end");
    if (letter === "A") return escapedPosition("\\A");
    if (letter === "Z") return escapedPosition("\\z");
    if (letter === "b") return escapedPosition("\\b");
    if (letter === "B") return escapedPosition("\\B");
    const inside = shorthand(letter, flags.ascii);
    if (inside !== undefined) {
      at++;
      return plainClass(`[${inside}]`);
    }
    if (/[1-9]/.test(letter)) return { atom: character(octalOrFail()), repeatable: true };
    return { atom: character(parseCharacterEscape()), repeatable: true };
  }

  function escapedPosition(atom: string): { atom: string; repeatable: boolean } {
    at++;
    return position(atom);
  }

  function octalOrFail(): number {
    const octal = /^[0-3][0-7]{2}/.exec(text.slice(at, at + 3).join(""));
    if (!octal) fail("back-references cannot be matched in linear time");
    at += 3;
    return Number.parseInt(octal?.[0] ?? "0", 8);
  }

  function parseCharacterEscape(): number {
    const letter = text[at] ?? fail("a backslash at the end");
    at++;
    const control = controls[letter];
    if (control !== undefined) return control;
    if (letter === "x") return hexadecimal(2);
    if (letter === "u") return hexadecimal(4);
    if (letter === "U") return hexadecimal(8);
    if (letter === "0") {
      const digits = /^[0-7]{0,2}/.exec(text.slice(at, at + 2).join(""))?.[0] ?? "";
      at += digits.length;
      return Number.parseInt(`0${digits}`, 8);
    }
    if (/[a-zA-Z0-9]/.test(letter)) fail(`bad escape \\${letter}`);
    return letter.codePointAt(0) ?? 0;
  }

  function hexadecimal(length: number): number {
    const digits = text.slice(at, at + length).join("");
    const point = Number.parseInt(digits, 16);
    if (!/^[0-9a-fA-F]+$/.test(digits) || digits.length !== length || point > 0x10ffff)
      fail("bad hexadecimal escape");
    at += length;
    return point;
  }

  function parseSet(): string {
    literal = undefined;
    const negated = text[at] === "^";
    if (negated) at++;
    let inside = "";
    const points: [number, number][] = [];
    for (let first = true; text[at] !== "]" || first; first = false) {
      if (at >= text.length) fail("unterminated character set");
      const low = setMember();
      const ranged = text[at] === "-" && at + 1 < text.length && text[at + 1] !== "]";
      if (typeof low === "string") {
        if (ranged) fail("bad character range");
        inside += low;
        continue;
      }
      if (ranged) at++;
      points.push([low, ranged ? rangeEnd(low) : low]);
    }
    at++;
    const body = inside + points.map(([low, high]) => setRange(low, high)).join("");
    const set = `[${negated ? "^" : ""}${body}]`;
    return flags.ignoreCase ? `(?i:${set})` : set;
  }

  function rangeEnd(low: number): number {
    const high = setMember();
    return typeof high === "string" || high < low ? fail("bad character range") : high;
  }

  function setMember(): number | string {
    const member = text[at] ?? fail("unterminated character set");
    at++;
    if (member !== "\\") return member.codePointAt(0) ?? 0;
    const letter = text[at] ?? fail("unterminated character set");
    const inside = shorthand(letter, flags.ascii);
    if (inside !== undefined) {
      at++;
      return inside;
    }
    if (letter === "b") {
      at++;
      return 8;
    }
    return /[1-7]/.test(letter) ? octalOrFail() : parseCharacterEscape();
  }

  function setRange(low: number, high: number): string {
    const range = low === high ? codePoint(low) : `${codePoint(low)}-${codePoint(high)}`;
    const dotted = [0x69, 0x49, 0x130, 0x131].some((point) => point >= low && point <= high);
    return flags.ignoreCase && dotted
      ? `${range}${extraCases(0x69).map(codePoint).join("")}`
      : range;
  }

  function parseGroup(): { atom: string; repeatable: boolean } {
    const outer = flags;
    const rest = text.slice(at, at + 80).join("");
    const kind = groupKind(rest);
    if (kind.kind === "comment") {
      const end = text.indexOf(")", at);
      if (end < 0) fail("missing ), unterminated comment");
      at = end + 1;
      return { atom: "", repeatable: false };
    }
    literal = undefined;
    at += kind.length;
    if (kind.name !== undefined && groupNames.has(kind.name)) fail("two groups of one name");
    if (kind.name !== undefined) groupNames.add(kind.name);
    if (kind.flags !== undefined) flags = changedFlags(flags, kind.flags);
    const body = parseAlternatives();
    if (text[at] !== ")") fail("missing ), unterminated subpattern");
    at++;
    flags = outer;
    if (kind.kind === "group") return { atom: `(?:${body})`, repeatable: true };
    lookbehind = true;
    return { atom: `(?<${kind.kind === "behind" ? "=" : "!"}${body})`, repeatable: true };
  }
}

interface GroupKind {
  kind: "group" | "behind" | "notBehind" | "comment";
  /** How many characters its opening has after the parenthesis. */
  length: number;
  flags?: string;
  name?: string;
}

function groupKind(rest: string): GroupKind {
  if (!rest.startsWith("?")) return { kind: "group", length: 0 };
  if (rest.startsWith("?:")) return { kind: "group", length: 2 };
  if (rest.startsWith("?#")) return { kind: "comment", length: 2 };
  if (rest.startsWith("?<=")) return { kind: "behind", length: 3 };
  if (rest.startsWith("?<!")) return { kind: "notBehind", length: 3 };
  const name = /^\?P<([\p{L}_][\p{L}\p{N}_]*)>/u.exec(rest);
  if (name?.[1] !== undefined)
    return { kind: "group", length: Array.from(name[0]).length, name: name[1] };
  const flags = /^\?([a-zA-Z]*(?:-[a-zA-Z]+)?):/.exec(rest);
  if (flags?.[1] !== undefined) return { kind: "group", length: flags[0].length, flags: flags[1] };
  if (/^\?[=!]/.test(rest)) fail("lookahead cannot be matched in linear time");
  if (rest.startsWith("?P=")) fail("back-references cannot be matched in linear time");
  if (/^\?[>(]/.test(rest)) fail("this kind of group cannot be matched in linear time");
  if (/^\?[a-zA-Z]+\)/.test(rest)) fail("flags for the whole pattern belong at its start");
  return fail("unknown kind of group");
}

function changedFlags(flags: Flags, change: string): Flags {
  const [on = "", off = ""] = change.split("-");
  return setFlags(setFlags(flags, on, true), off, false);
}

function setFlags(flags: Flags, letters: string, on: boolean): Flags {
  const changed = { ...flags };
  for (const letter of letters) {
    if (letter === "i") changed.ignoreCase = on;
    else if (letter === "s") changed.dotAll = on;
    else if (letter === "x") changed.verbose = on;
    else if (letter === "a" && on) changed.ascii = true;
    else if (letter === "u" && on) changed.ascii = false;
    // `m` changes nothing in a text without newlines.
    else if (letter !== "m") fail(`unknown flag ${letter}`);
  }
  return changed;
}

function fail(problem: string): never {
  throw new PatternError(problem);
}
