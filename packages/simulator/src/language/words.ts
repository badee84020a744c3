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
    const phrase = phraseAt(stems, tokens, at);
    const length = phrase?.stems.length ?? 1;
    const word = phrase ? phraseWord(phrase, tokens, at) : plainWord(tokens, stems, at);
    if (word) words.push(word);
    at += length;
  }
  return words;
}

function phraseAt(
  stems: readonly string[],
  tokens: readonly Token[],
  at: number,
): ConceptPhrase | undefined {
  if (tokens[at]?.kind === "punctuation") return undefined;
  return phrasesFrom(stems[at] ?? "").find((phrase) =>
    phrase.stems.every((expected, offset) => stems[at + offset] === expected),
  );
}

function phraseWord(phrase: ConceptPhrase, tokens: readonly Token[], at: number): Word {
  const to = at + phrase.stems.length - 1;
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
