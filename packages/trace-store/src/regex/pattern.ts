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
    const { re2, literal, lookbehind } = translatePattern(source);
    if (literal !== undefined) return literalPattern(source, re2, literal);
    const compiled = RE2JS.compile(re2, lookbehind ? RE2JS.LOOKBEHINDS : 0);
    return {
      source,
      re2,
      literal: undefined,
      test: (line) => compiled.test(line),
      matches: (text) => allMatches(compiled, text),
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

/** As Python's `finditer`: an empty match may follow directly on a match that was not empty. */
function* allMatches(
  compiled: RE2JS,
  text: string,
): Generator<readonly [start: number, end: number]> {
  const matcher = compiled.matcher(text);
  let at = 0;
  while (at <= text.length && matcher.find(at)) {
    const [start, end] = [matcher.start(), matcher.end()];
    yield [start, end];
    at = end > start ? end : end + widthAt(text, end);
  }
}

function widthAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}
