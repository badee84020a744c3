/** Tells how alike two texts are in what they are about; words that are everywhere in the material count little. */
export interface Likeness {
  /** 0 (nothing in common) to 1 (the same words). */
  between(a: string, b: string): number;
  /** The words that both are about, the rarest first. */
  shared(a: string, b: string): string[];
  /** The share of what `part` is about that `whole` speaks of, 0 to 1. */
  covered(part: string, whole: string): number;
  /** Whether a word says what a text is about. */
  isTelling(word: string): boolean;
}

/** Learns from the texts at hand which words are rare and therefore telling. */
export function learnLikeness(options: {
  texts: readonly string[];
  contentWords: (text: string) => readonly string[];
  /** Words that are in rules on any matter, and tell little however rare they are in these texts. */
  isCommonplace?: (word: string) => boolean;
}): Likeness {
  const { texts, contentWords, isCommonplace } = options;
  const seen = new Map<string, number>();
  for (const text of texts)
    for (const word of new Set(contentWords(text))) seen.set(word, (seen.get(word) ?? 0) + 1);
  const weight = (word: string) =>
    Math.log(1 + texts.length / (1 + (seen.get(word) ?? 0))) * (isCommonplace?.(word) ? 0.4 : 1);
  const norm = (words: Iterable<string>) =>
    Math.sqrt([...words].reduce((sum, word) => sum + weight(word) ** 2, 0));
  const known = new Map<string, { words: ReadonlySet<string>; norm: number }>();
  const read = (text: string) => {
    const found = known.get(text);
    if (found) return found;
    const words = new Set(contentWords(text));
    const made = { words, norm: norm(words) };
    known.set(text, made);
    return made;
  };
  const shared = (a: string, b: string) =>
    [...read(a).words]
      .filter((word) => read(b).words.has(word))
      .toSorted((one, other) => weight(other) - weight(one));
  return {
    shared,
    isTelling: (word) => !isCommonplace?.(word),
    between(a, b) {
      const scale = read(a).norm * read(b).norm;
      return scale === 0 ? 0 : norm(shared(a, b)) ** 2 / scale;
    },
    covered(part, whole) {
      const total = [...read(part).words].reduce((sum, word) => sum + weight(word), 0);
      const found = shared(part, whole).reduce((sum, word) => sum + weight(word), 0);
      return total === 0 ? 0 : found / total;
    },
  };
}
