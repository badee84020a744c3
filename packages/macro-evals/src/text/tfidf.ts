import { normalizeRows, sparseRows, type SparseRows } from "../math/sparse.ts";
import { wordsOf } from "./words.ts";

export interface TfidfOptions {
  /** Fewest documents that hold a term. Default 2. */
  minDocuments?: number;
  /** Keep the most frequent terms. Default 6,000. */
  mostTerms?: number;
}

/**
 * Single words and pairs of neighbours, weighted by how rare they are; rows of length 1. Words by the language's
 * own rules, English stop words left out.
 *
 * @example tfidf(["stock is short", "stock is fine"]).terms
 */
export function tfidf(
  documents: readonly string[],
  { minDocuments = 2, mostTerms = 6000 }: TfidfOptions = {},
): { matrix: SparseRows; terms: string[] } {
  const counted = documents.map(countTerms);
  const [inDocuments, overall] = [new Map<string, number>(), new Map<string, number>()];
  for (const counts of counted)
    for (const [term, count] of counts) {
      inDocuments.set(term, (inDocuments.get(term) ?? 0) + 1);
      overall.set(term, (overall.get(term) ?? 0) + count);
    }
  const terms = [...inDocuments]
    .filter(([, count]) => count >= Math.min(minDocuments, documents.length))
    .map(([term]) => term)
    .toSorted((a, b) => (overall.get(b) ?? 0) - (overall.get(a) ?? 0) || (a < b ? -1 : 1))
    .slice(0, mostTerms);
  const column = new Map(terms.map((term, i) => [term, i]));
  const rows = counted.map((counts) =>
    [...counts].flatMap(([term, count]): [number, number][] => {
      const c = column.get(term);
      if (c === undefined) return [];
      return [
        [c, count * (Math.log((1 + documents.length) / (1 + (inDocuments.get(term) ?? 0))) + 1)],
      ];
    }),
  );
  const matrix = sparseRows(rows, terms.length);
  normalizeRows(matrix);
  return { matrix, terms };
}

function countTerms(document: string): Map<string, number> {
  const words = wordsOf(document).filter((word) => word.length > 1 && !stopWords.has(word));
  const counts = new Map<string, number>();
  words.forEach((word, i) => {
    const next = words[i + 1];
    for (const term of next === undefined ? [word] : [word, `${word} ${next}`])
      counts.set(term, (counts.get(term) ?? 0) + 1);
  });
  return counts;
}

const stopWords = new Set(
  `about above after again all also am an and any are as at be because been before being below between both but by can
   could did do does doing down during each few for from further had has have having he her here hers him his how if in
   into is it its just may me might more most must my no nor not now of off on once only or other our ours out over own
   same shall she should so some such than that the their theirs them then there these they this those through to too
   under until up us very was we were what when where which while who whom why will with would you your yours`.split(
    /\s+/,
  ),
);
