import { wordsOf } from "../text/words.ts";

/**
 * Words that set classes of documents apart: share of a word among the words of its class, times
 * ln(1 + average words per class / frequency over all classes).
 *
 * @returns per class, words with their weights, best first
 * @source Grootendorst, "BERTopic: neural topic modeling with a class-based TF-IDF procedure", 2022
 * @example classTfIdf([["stock short"], ["price high"]])[0] // "stock" and "short", equally heavy
 */
export function classTfIdf(
  classes: readonly (readonly string[])[],
  most = 10,
  tokensOf: (document: string) => readonly string[] = wordsOf,
): { word: string; weight: number }[][] {
  const counts = classes.map((documents) => {
    const words = new Map<string, number>();
    for (const document of documents)
      for (const word of tokensOf(document))
        if (isTelling(word)) words.set(word, (words.get(word) ?? 0) + 1);
    return words;
  });
  const overall = new Map<string, number>();
  let total = 0;
  for (const words of counts)
    for (const [word, count] of words) {
      overall.set(word, (overall.get(word) ?? 0) + count);
      total += count;
    }
  const average = total / Math.max(1, classes.length);
  return counts.map((words) => {
    const size = Math.max(
      1,
      [...words.values()].reduce((sum, count) => sum + count, 0),
    );
    return [...words]
      .map(([word, count]) => ({
        word,
        weight: (count / size) * Math.log(1 + average / (overall.get(word) ?? 1)),
      }))
      .toSorted((a, b) => b.weight - a.weight || (a.word < b.word ? -1 : 1))
      .slice(0, most);
  });
}

const tooCommon = new Set(
  "a an and are as at be by for from had has have in is it its not of on or that the this to was were when with without".split(
    " ",
  ),
);

function isTelling(word: string): boolean {
  return word.length > 1 && !/^\d/.test(word) && !tooCommon.has(word);
}
