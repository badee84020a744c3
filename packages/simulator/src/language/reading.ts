import { readFigures, type Figure } from "./figures.ts";
import { cuesOf, type Cue } from "./negation.ts";
import { tokenize, type Token } from "./tokens.ts";
import { wordsOf, type Word } from "./words.ts";

/** A sentence taken in: its tokens, the words that carry meaning, and what its negations cover. */
export interface Reading {
  text: string;
  tokens: readonly Token[];
  words: readonly Word[];
  cues: readonly Cue[];
  figures: readonly Figure[];
}

/** The same sentences are read for every rule and every statement, so the latest readings are kept. */
const kept = new Map<string, Reading>();
const keptAtMost = 1000;

export function read(text: string): Reading {
  const known = kept.get(text);
  if (known) return known;
  const tokens = tokenize(text);
  const reading = {
    text,
    tokens,
    words: wordsOf(tokens),
    cues: cuesOf(tokens),
    figures: readFigures(text),
  };
  if (kept.size >= keptAtMost) kept.clear();
  kept.set(text, reading);
  return reading;
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
