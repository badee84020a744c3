import { phrasesFrom, type ConceptPhrase } from "./concepts.ts";
import { stem } from "./stem.ts";
import { isStopWord } from "./stop-words.ts";
import { tokenize, type Token } from "./tokens.ts";

/** A word, or a phrase that stands for one concept ("in progress"), with its place among the tokens. */
export interface Word {
  /** The concept's name when the word has synonyms, else its stem. */
  concept: string;
  /** True for a word that says the contrary of its concept: "unverified" for "validated". */
  contrary: boolean;
  text: string;
  /** Indices of its first and last token. */
  from: number;
  to: number;
}

/** The words that carry meaning, with synonyms brought to one name. Grammar and punctuation are left out. */
export function wordsOf(tokens: readonly Token[]): Word[] {
  const stems = tokens.map((token) => stem(token.text));
  const words: Word[] = [];
  for (let at = 0; at < tokens.length;) {
    const found = phraseAt(stems, tokens, at);
    const word = found ? phraseWord(found, tokens, at) : plainWord(tokens, stems, at);
    if (word) words.push(word);
    at = (found?.to ?? at) + 1;
  }
  return words;
}

interface Found {
  phrase: ConceptPhrase;
  to: number;
}

function phraseAt(
  stems: readonly string[],
  tokens: readonly Token[],
  at: number,
): Found | undefined {
  if (tokens[at]?.kind === "punctuation") return undefined;
  const phrases = phrasesFrom(stems[at] ?? "");
  const whole = phrases.find((phrase) =>
    phrase.stems.every((expected, offset) => stems[at + offset] === expected),
  );
  const torn = phrases.find((phrase) => isTorn(phrase, stems, tokens, at));
  if (torn && (whole?.stems.length ?? 0) < 2) return { phrase: torn, to: at };
  return whole && { phrase: whole, to: at + whole.stems.length - 1 };
}

const particle = /^(?:out|up|off|apart|over|together)$/;

/** "Leave the gaps out": verb and particle with the object between them. */
function isTorn(
  { stems: [, second, third] }: ConceptPhrase,
  stems: readonly string[],
  tokens: readonly Token[],
  at: number,
): boolean {
  if (second === undefined || third !== undefined || !particle.test(second)) return false;
  const place = stems.indexOf(second, at + 1);
  if (place < 0 || place > at + 5) return false;
  return tokens.slice(at, place).every(({ kind }) => kind !== "punctuation");
}

function phraseWord({ phrase, to }: Found, tokens: readonly Token[], at: number): Word {
  const text = tokens
    .slice(at, to + 1)
    .map((token) => token.text)
    .join(" ");
  return { concept: phrase.concept, contrary: phrase.contrary, text, from: at, to };
}

function plainWord(
  tokens: readonly Token[],
  stems: readonly string[],
  at: number,
): Word | undefined {
  const token = tokens[at];
  if (!token || token.kind === "punctuation" || isStopWord(token.lower)) return undefined;
  const stem = stems[at] ?? token.lower;
  return {
    concept: token.kind === "name" ? baseName(stem) : stem,
    contrary: false,
    text: token.text,
    from: at,
    to: at,
  };
}

/** A file is the same file with and without its folders. */
function baseName(path: string): string {
  return path.split("/").at(-1) ?? path;
}

/**
 * The words of a text that carry meaning, normalised: English stems, Chinese words, synonyms under one name.
 * Two texts that say the same thing share most of them; nothing is said about negation.
 *
 * @example contentWords("Finance has confirmed the figures") // ["finance", "validated", "metric"]
 */
export function contentWords(text: string): string[] {
  return wordsOf(tokenize(text)).map((word) => word.concept);
}
