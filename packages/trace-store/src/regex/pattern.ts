import { LoopError } from "@loopwright/core";
import { RE2JS } from "re2js";
import { PatternError, translatePattern } from "./translate-pattern.ts";

/** A compiled pattern, matched in time linear in the text. */
export interface Pattern {
  readonly source: string;
  /** The pattern as RE2 reads it, for engines that speak RE2 themselves. */
  readonly re2: string;
  /** The bytes to look for when the pattern is plain text; then a whole block of lines can be searched at once. */
  readonly literal: Buffer | undefined;
  /** Whether the line, UTF-8 without its newline, holds a match. */
  test(line: Uint8Array): boolean;
  /** The matches in order, as UTF-16 places. */
  matches(text: string): Generator<readonly [start: number, end: number]>;
}

/**
 * Compiles a pattern in Python's `re` syntax. Lookahead, back-references, atomic groups and possessive repeats are
 * refused, because they cannot be matched in linear time. `\b` and `\B` see ASCII word characters only.
 *
 * @throws LoopError `bad_input` that says what is wrong with the pattern
 */
export function compilePattern(source: string): Pattern {
  try {
    const { re2, literal, lookbehind, mayPreferEmpty } = translatePattern(source);
    if (literal !== undefined) return literalPattern(source, re2, literal);
    const compiled = RE2JS.compile(re2, lookbehind ? RE2JS.LOOKBEHINDS : 0);
    const advancing = mayPreferEmpty ? () => advancingPattern(re2) : undefined;
    return {
      source,
      re2,
      literal: undefined,
      test: (line) => compiled.test(line),
      matches: (text) => allMatches(compiled, text, advancing),
    };
  } catch (error) {
    const problem = error instanceof PatternError ? error.message : "too large or not valid";
    throw new LoopError("bad_input", `pattern ${JSON.stringify(source)}: ${problem}`, {
      cause: error,
    });
  }
}

function literalPattern(source: string, re2: string, text: string): Pattern {
  const literal = Buffer.from(text);
  return {
    source,
    re2,
    literal,
    test: (line) =>
      literal.length === 0 ||
      Buffer.from(line.buffer, line.byteOffset, line.length).includes(literal),
    *matches(subject) {
      let at = subject.indexOf(text);
      while (at >= 0) {
        yield [at, at + text.length];
        // Python takes an empty match at every place, the end included, but not between the halves of a character.
        const next = text.length > 0 ? at + text.length : at + widthAt(subject, at);
        at = next > subject.length ? -1 : subject.indexOf(text, next);
      }
    },
  };
}

/**
 * As Python's `finditer`: an empty match may follow directly on a match that was not empty, and after an empty
 * match the next one may begin at the same place if it is not empty.
 */
function* allMatches(
  compiled: RE2JS,
  text: string,
  advancing: (() => AdvancingPattern) | undefined,
): Generator<readonly [start: number, end: number]> {
  const matcher = compiled.matcher(text);
  const longer = advancing?.();
  let at = 0;
  let last: readonly [number, number] | undefined;
  while (at <= text.length) {
    const afterEmpty = last !== undefined && last[0] === last[1];
    if (afterEmpty && !longer) at += widthAt(text, at);
    if (at > text.length) return;
    if (afterEmpty && longer) last = advancingMatch(longer, text, at);
    else last = matcher.find(at) ? [matcher.start(), matcher.end()] : undefined;
    if (!last) return;
    yield last;
    at = last[1];
  }
}

/** The pattern, ending behind the first character of the text it is given, and behind the second. */
interface AdvancingPattern {
  readonly first: RE2JS;
  readonly second: RE2JS;
}

function advancingPattern(re2: string): AdvancingPattern {
  const ending = (behind: string) => RE2JS.compile(`(?:${re2})${behind}`, RE2JS.LOOKBEHINDS);
  return { first: ending("(?<=(?s:.))"), second: ending("(?<=(?s:..))") };
}

/**
 * The next match from `at` that is not empty there. The pattern gets the text from one character before `at`, so
 * that it sees what it follows.
 */
function advancingMatch(
  longer: AdvancingPattern,
  text: string,
  at: number,
): readonly [start: number, end: number] | undefined {
  const before = at === 0 ? 0 : (text.codePointAt(at - 2) ?? 0) > 0xffff ? 2 : 1;
  const matcher = (at === 0 ? longer.first : longer.second).matcher(text.slice(at - before));
  if (!matcher.find(before)) return undefined;
  return [matcher.start() + at - before, matcher.end() + at - before];
}

function widthAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}
