const undoings: readonly (readonly [RegExp, string])[] = [
  [/\bcannot\b|\bcan't\b|\bcan not\b/iu, "can"],
  [
    /\b(is|are|was|were|has|have|had|does|do|did|will|would|should|must|could|may)(?: not|n't)\b/iu,
    "$1",
  ],
  [/\bnever\b/iu, "always"],
  [/\bnot yet\b|\bnot\b/iu, ""],
  [/(?:尚|从)未|并不|没有|未|不/u, "已"],
];

const doings: readonly (readonly [RegExp, string])[] = [
  [/\b(?:has|have) (?=been\b|\p{L}+ed\b)/iu, "has not "],
  [/\b(?:has|have)\b/iu, "does not have"],
  [/\b(is|are|was|were|can|will|must|should|would|could)\b(?! to\b)/iu, "$1 not"],
  [/\bcites\b/iu, "does not cite"],
  [/\bincludes\b/iu, "does not include"],
  [/\bexcludes\b/iu, "does not exclude"],
  [/\bneeds\b/iu, "does not need"],
  [/是/u, "不是"],
];

/**
 * A sentence turned into its contrary: a "not" taken out, or put in after the first auxiliary; failing both, the
 * whole is denied.
 *
 * @example negated("The report has not been issued.") // "The report has been issued."
 */
export function negated(sentence: string): string {
  for (const [pattern, replacement] of [...undoings, ...doings])
    if (pattern.test(sentence))
      return sentence.replace(pattern, replacement).replaceAll(/ {2,}/gu, " ");
  return /\p{Script=Han}/u.test(sentence) ? `并非：${sentence}` : `It is not true that ${sentence}`;
}
