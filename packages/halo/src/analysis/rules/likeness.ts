/** Tells how alike two texts are in what they are about; words that are everywhere in the material count little. */
export interface Likeness {
  /** 0 (nothing in common) to 1 (the same words). */
  between(a: string, b: string): number;
  /** The words that both are about, the rarest first. */
  shared(a: string, b: string): string[];
  /** The share of what `part` is about that `whole` speaks of, 0 to 1. */
  covered(part: string, whole: string): number;
}

/** Learns from the texts at hand which words are rare and therefore telling. */
export function learnLikeness(options: {
  texts: readonly string[];
  contentWords: (text: string) => readonly string[];
}): Likeness {
  const { texts, contentWords } = options;
  const seen = new Map<string, number>();
  const known = new Map<string, ReadonlySet<string>>();
  const wordsOf = (text: string) => {
    const found = known.get(text) ?? new Set(contentWords(text));
    known.set(text, found);
    return found;
  };
  for (const text of texts)
    for (const word of wordsOf(text)) seen.set(word, (seen.get(word) ?? 0) + 1);
  const weight = (word: string) => Math.log(1 + texts.length / (1 + (seen.get(word) ?? 0)));
  const norm = (words: Iterable<string>) =>
    Math.sqrt([...words].reduce((sum, word) => sum + weight(word) ** 2, 0));
  const shared = (a: string, b: string) =>
    [...wordsOf(a)]
      .filter((word) => wordsOf(b).has(word))
      .toSorted((one, other) => weight(other) - weight(one));
  return {
    shared,
    between(a, b) {
      const scale = norm(wordsOf(a)) * norm(wordsOf(b));
      return scale === 0 ? 0 : norm(shared(a, b)) ** 2 / scale;
    },
    covered(part, whole) {
      const total = [...wordsOf(part)].reduce((sum, word) => sum + weight(word), 0);
      const found = shared(part, whole).reduce((sum, word) => sum + weight(word), 0);
      return total === 0 ? 0 : found / total;
    },
  };
}
