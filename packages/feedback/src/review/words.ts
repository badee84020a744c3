/** The weighty words of a text: figures, names and words of four letters or more; of Chinese, pairs of signs. */
export function wordsOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/\d+(?:[.,]\d+)*|\p{Script=Han}+|[\p{L}]{4,}/gu) ?? [];
  return new Set(words.flatMap((word) => (/\p{Script=Han}/u.test(word) ? pairs(word) : [word])));
}

function pairs(word: string): string[] {
  const signs = Array.from(word);
  return signs.length < 2 ? signs : signs.slice(1).map((sign, index) => `${signs[index]}${sign}`);
}

/** Share of the first set that the second holds too; 0 for nothing. */
export function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  return a.size === 0 ? 0 : countShared(a, b) / a.size;
}

/** Jaccard similarity, 0 to 1. */
export function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = countShared(a, b);
  const both = a.size + b.size - shared;
  return both === 0 ? 1 : shared / both;
}

function countShared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  let count = 0;
  for (const word of small) if (large.has(word)) count++;
  return count;
}
