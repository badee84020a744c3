/** A number and the way the file writes it. */
export interface Figure {
  value: number;
  /** Digits as printed: `36.9`, `36.90`. */
  digits: string;
}

/** A money amount in a sentence, in millions. */
export interface Amount extends Figure {
  /** As the sentence writes it: `$43.0M`. */
  text: string;
  /** Where it stands in the sentence. */
  index: number;
}

/** The number in a cell; undefined when the cell is empty or no number. */
export function figureIn(cell: string | undefined): Figure | undefined {
  const digits = (cell ?? "").replace(/[$¥€£,\s]|[M%]$/g, "");
  return /^-?\d+(?:\.\d+)?$/.test(digits) ? { value: Number(digits), digits } : undefined;
}

/** A figure in millions, written the way it was printed. */
export function money(figure: Figure): string {
  return `$${figure.digits}M`;
}

const amountPattern =
  /(?:US)?\$\s?(\d[\d,]*(?:\.\d+)?)\s?(M\b|m\b|million|B\b|billion|K\b|k\b|百万|万|亿)?|(\d[\d,]*(?:\.\d+)?)\s?(?:(million|billion|百万|万|亿)\s?(?:USD|US dollars|dollars|美元|美金)|(M|m) ?(?:USD|美元))/g;

const millionsIn: Record<string, number> = {
  m: 1,
  million: 1,
  b: 1000,
  billion: 1000,
  k: 0.001,
  百万: 1,
  万: 0.01,
  亿: 100,
};

/** Money amounts of a sentence, in millions, in English or Chinese notation. */
export function amountsIn(sentence: string): Amount[] {
  return [...sentence.matchAll(amountPattern)].flatMap((match) => {
    const digits = (match[1] ?? match[3] ?? "").replaceAll(",", "");
    const unit = match[2] ?? match[4] ?? match[5];
    const factor = unit === undefined ? 0.000001 : (millionsIn[unit.toLowerCase()] ?? 1);
    const value = Math.round(Number(digits) * factor * 1e6) / 1e6;
    return [
      {
        value,
        digits: factor === 1 ? digits : String(value),
        text: match[0].trim(),
        index: match.index,
      },
    ];
  });
}

/** Percentages of a sentence, as numbers between 0 and 100 or beyond. */
export function percentagesIn(sentence: string): { value: number; text: string; index: number }[] {
  return [...sentence.matchAll(/(\d+(?:\.\d+)?)\s?(?:%|percent\b)/g)].map((match) => ({
    value: Number(match[1]),
    text: `${match[1]}%`,
    index: match.index,
  }));
}

/** Equal up to the rounding of printed figures. */
export function same(a: number, b: number): boolean {
  return Math.abs(a - b) < 0.005;
}
