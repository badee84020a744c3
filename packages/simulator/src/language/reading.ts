import { cuesOf, type Cue } from "./negation.ts";
import { tokenize, type Token } from "./tokens.ts";
import { wordsOf, type Word } from "./words.ts";

/** A sentence taken in: its tokens, the words that carry meaning, and what its negations cover. */
export interface Reading {
  text: string;
  tokens: readonly Token[];
  words: readonly Word[];
  cues: readonly Cue[];
}

export function read(text: string): Reading {
  const tokens = tokenize(text);
  return { text, tokens, words: wordsOf(tokens), cues: cuesOf(tokens) };
}

/** The negations over a word. */
export function cuesOver(word: Word, cues: readonly Cue[]): Cue[] {
  return cues.filter((cue) => cue.from <= word.from && word.from <= cue.to);
}

/** Is this negation itself one of the words that were looked for ("refuse", "exclude")? Then it negates nothing. */
export function isSpokenFor(cue: Cue, found: readonly Word[]): boolean {
  const at = found.findIndex((word) => word.from <= cue.atEnd && cue.at <= word.to);
  if (at < 0) return false;
  return !cue.turning || (found[at + 1]?.from ?? 0) > cue.at;
}
