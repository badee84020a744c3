/** A figure as it stands in a text. */
export interface FigureInText {
  text: string;
  start: number;
  /** Money, percent, or the word that follows: what kind of figure it is. */
  kind: string;
}

const figurePattern =
  /(?<![\p{L}\p{N}.,/_-])(?<currency>[$€£¥]\s?)?(?<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?<unit>\s?(?:%|percent\b|per cent\b|[KMB]n?\b|million\b|billion\b|months?\b|days?\b|weeks?\b|years?\b|customers?\b|个月|万|亿))?(?![\p{N}/_-])/gu;

/** Figures of a text in their order; parts of dates, paths and names are none. */
export function figuresIn(text: string): FigureInText[] {
  return [...text.matchAll(figurePattern)].flatMap((match) => {
    const { currency = "", unit = "" } = match.groups ?? {};
    const kind =
      currency === ""
        ? unit
            .trim()
            .toLowerCase()
            .replace(/s$/u, "")
            .replace(/^per ?cent$/u, "%")
        : currency.trim();
    return kind === "" && !match[0].includes(".")
      ? []
      : [{ text: match[0], start: match.index, kind }];
  });
}

/** All bare numbers of a text, without grouping: what two statements have to share to be the same. */
export function numbersIn(text: string): Set<string> {
  return new Set(
    [...text.matchAll(/\d+(?:[.,]\d+)*/gu)].map(([number]) =>
      number.replaceAll(/,(?=\d{3}\b)/gu, "").replace(/\.0+$/u, ""),
    ),
  );
}
