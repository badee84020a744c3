const segmenter = new Intl.Segmenter("und", { granularity: "word" });

/** The words of a text, lower case, in any script. */
export function wordsOf(text: string): string[] {
  return [...segmenter.segment(text.toLowerCase())].flatMap(({ segment, isWordLike }) =>
    isWordLike === true ? [segment] : [],
  );
}

/**
 * Share of words that two texts have in common (Jaccard index), 0 to 1.
 *
 * @source Paul Jaccard, 1901
 */
export function wordOverlap(a: string, b: string): number {
  const left = new Set(wordsOf(a));
  const right = new Set(wordsOf(b));
  const shared = [...left].filter((word) => right.has(word)).length;
  const all = left.size + right.size - shared;
  return all === 0 ? 0 : shared / all;
}

/** Does a literal occur in a text, whatever its case? */
export function occursIn(literal: string, text: string): boolean {
  return text.toLowerCase().includes(literal.toLowerCase());
}
