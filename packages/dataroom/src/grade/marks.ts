/** A figure, date or month as a text states it. */
export interface Mark {
  kind: "figure" | "date" | "month";
  /** `2026-03-07`, `2025-08`, or the number with `%` or `€` where it has one. */
  text: string;
  value: number;
  /** Digits after the point. */
  decimals: number;
}

const pattern = /\d{4}-\d{2}-\d{2}|\d{4}-\d{2}(?!\d)|(?:€\s?)?\d[\d,]*(?:\.\d+)?\s?%?/g;

/** Figures and dates of a text in their order, months by name included. */
export function marksIn(text: string): Mark[] {
  const plain = withoutReportNames(isoMonths(text));
  return [...plain.matchAll(pattern)].map(([match]) => markOf(match.trim()));
}

function markOf(text: string): Mark {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return { kind: "date", text, value: 0, decimals: 0 };
  if (/^\d{4}-\d{2}$/.test(text)) return { kind: "month", text, value: 0, decimals: 0 };
  const digits = text.replace(/[€%,\s]/g, "");
  const value = Number(digits);
  const unit = text.includes("%") ? "%" : text.includes("€") ? "€" : "";
  return {
    kind: "figure",
    text: `${value}${unit}`,
    value,
    decimals: digits.split(".")[1]?.replace(/0+$/, "").length ?? 0,
  };
}

/** Equal as far as the wanted figure is precise: 99.3% states 99%. */
export function states(marks: readonly Mark[], wanted: Mark): boolean {
  return marks.some((mark) => {
    if (mark.kind !== wanted.kind) return false;
    if (mark.kind !== "figure") return mark.text === wanted.text;
    if (mark.text.includes("€") !== wanted.text.includes("€")) return false;
    if (mark.text.includes("%") !== wanted.text.includes("%")) return false;
    return Number(mark.value.toFixed(wanted.decimals)) === wanted.value;
  });
}

const monthNames = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];

/** `August 2025` and `2025 年 8 月` become `2025-08`. */
function isoMonths(text: string): string {
  const english = new RegExp(`\\b(${monthNames.join("|")}) (\\d{4})\\b`, "gi");
  return text
    .replace(english, (_, name: string, year: string) =>
      isoMonth(year, monthNames.indexOf(name.toLowerCase()) + 1),
    )
    .replace(/(\d{4}) ?年 ?(\d{1,2}) ?月/g, (_, year: string, month: string) =>
      isoMonth(year, Number(month)),
    );
}

function isoMonth(year: string, month: number): string {
  return `${year}-${String(month).padStart(2, "0")}`;
}

/** Digits that are part of a name are no figures. */
function withoutReportNames(text: string): string {
  return text.replace(/SOC ?2|FY ?\d{4}|Type [12]\b/gi, " ");
}
