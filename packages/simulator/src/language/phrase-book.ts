import type { Token } from "./tokens.ts";

/** Phrases by their first word, longest first, so that looking one up costs next to nothing. */
export type PhraseBook<Phrase extends { words: readonly string[] }> = ReadonlyMap<
  string,
  readonly Phrase[]
>;

export function phraseBook<Phrase extends { words: readonly string[] }>(
  phrases: readonly Phrase[],
): PhraseBook<Phrase> {
  const book = new Map<string, Phrase[]>();
  for (const phrase of phrases) {
    const first = phrase.words[0] ?? "";
    book.set(first, [...(book.get(first) ?? []), phrase]);
  }
  for (const list of book.values()) list.sort((a, b) => b.words.length - a.words.length);
  return book;
}

/** The longest phrase that starts at a token. */
export function longestAt<Phrase extends { words: readonly string[] }>(
  book: PhraseBook<Phrase>,
  tokens: readonly Token[],
  at: number,
): Phrase | undefined {
  return book
    .get(tokens[at]?.lower ?? "")
    ?.find(({ words }) => words.every((word, offset) => tokens[at + offset]?.lower === word));
}
