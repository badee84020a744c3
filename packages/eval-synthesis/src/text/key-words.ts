import { wordsOf } from "../similar-text.ts";

const common = new Set(
  "a about above after all also an and any are as at be been before below but by can could did do does each every for from had has have how if in into is it its may more most must no nor not of on or other our out over own same shall should so some such than that the their them then there these they this those through to too under until up very was we were what when which while who why will with without would you your answer state states stated say says said claim claims mention mentions note notes cite cites give gives report reports 的 是 了 和 在 与 也 为 对 不 未 没有 必须 不得 应 应当 回答".split(
    " ",
  ),
);

/**
 * The words that carry a sentence's matter, lower case, endings cut off roughly, so that "renews" and "renewal"
 * come out alike.
 */
export function keyWords(text: string): Set<string> {
  return new Set(
    wordsOf(text)
      .map((word) => word.replace(/['’]s?$/u, ""))
      .filter((word) => !common.has(word))
      .map(stemOf),
  );
}

function stemOf(word: string): string {
  if (word.length < 5 || /\d/u.test(word)) return word;
  const stem = word.replace(/(?:ations?|ments?|als?|ings?|ies|ied|ed|es|s|ly|y)$/u, "");
  return stem.length >= 3 ? stem : word;
}

/** Share of the wanted words that a text holds, 0 to 1; 0 when nothing is wanted. */
export function coverage(wanted: ReadonlySet<string>, text: string): number {
  if (wanted.size === 0) return 0;
  const present = keyWords(text);
  return [...wanted].filter((word) => present.has(word)).length / wanted.size;
}
