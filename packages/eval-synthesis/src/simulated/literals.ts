/**
 * Characters that every right answer must hold: file names and plainly stated figures of what is required, at
 * most three. The bare number is taken, because "34%" and "34 percent" are both right; a number that ends in a
 * decimal zero is left out, because "43" and "43.0" are both right too. Amounts of money are left to the rubric:
 * "$12.4M" may as well be written "$12,400k". So are whole percents, which may be rounded.
 */
export function literalsOf(required: readonly string[]): string[] {
  const literals = required.flatMap((text) => [...fileNames(text), ...figures(text)]);
  return [...new Set(literals)].slice(0, 3);
}

const fileName = /[\p{L}\p{N}_./-]*[\p{L}\p{N}_-]\.(?:csv|tsv|json|md|txt|pdf|xlsx|ya?ml)\b/giu;

function fileNames(text: string): string[] {
  return isChoice(text)
    ? []
    : [...text.matchAll(fileName)].map(([name]) => name.split("/").at(-1) ?? name);
}

/** Figures with a unit or a decimal point; single digits, bare numbers and years are too easily met by chance. */
function figures(text: string): string[] {
  const prose = text.replaceAll(fileName, " ");
  const pattern =
    /(?<![\p{L}\p{N}.,-])[$€£¥]?(?<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?<unit>\s?(?:%|per cent|percent|[MBK]n?\b|million|billion|months?\b|days?\b|years?\b|个月|万|亿))?(?![\p{N}-])/giu;
  if (isChoice(prose)) return [];
  return [...prose.matchAll(pattern)].flatMap((match) => {
    const { number = "", unit } = match.groups ?? {};
    const plain = !isBounded(prose.slice(0, match.index));
    const isMoney =
      /^[$€£¥]/u.test(match[0]) || /^\s?(?:[MBK]n?|million|billion|万|亿)$/iu.test(unit ?? "");
    // Whole percents are often rounded: who says 64.6% is as right as who says 65%, unless the figure is quoted ("the 122%").
    const isRounded =
      /%|per ?cent/iu.test(unit ?? "") &&
      !number.includes(".") &&
      !/\b(?:the|of) $/iu.test(prose.slice(0, match.index));
    const telling =
      number.length > 1 && !isMoney && !isRounded && (unit !== undefined || number.includes("."));
    return plain && telling && !/\.0+$/u.test(number) ? [number] : [];
  });
}

/** "not 12 months", "more than 12 months", "122% is no official figure": such a number need not be said. */
function isBounded(before: string): boolean {
  return /\b(?:not|never|no|nor|than|over|under|above|below|beyond|exceeds?|least|most|about|around|roughly|instead of|without)\W+(?:\p{L}+\W+){0,3}$/iu.test(
    before,
  );
}

/** Of "either … or …" a right answer says one. */
function isChoice(text: string): boolean {
  return /\b(?:either|or|e\.g\.|such as|for example)\b|或/iu.test(text);
}
