import { numberFromWords, numberWordPattern } from "./number-words.ts";

export type FigureUnit = "money" | "percent" | "months" | "years" | "days" | "times" | "count";

/** A figure as it stands in a text. */
export interface Figure {
  /** Base units: "$43.0M" is 43000000, "71%" is 71, "11 months" is 11, "0.69" is 0.69. */
  value: number;
  unit: FigureUnit;
  /** The currency that stands with an amount, where one does: "$", "€", "£" or "¥". */
  currency?: string;
  /** "more than 12" is above, "at least 12" is at_least, and so on; a plain figure is exact. */
  bound: "exact" | "above" | "at_least" | "below" | "at_most" | "about";
  /** Half a unit of the last digit given: how far two roundings of the same figure may lie apart. */
  tolerance: number;
  /** As written, with its place in the text. */
  text: string;
  start: number;
  end: number;
}

const before = `(?:(?<bound>more than|greater than|longer than|higher than|larger than|in excess of|upwards of|exceed(?:s|ing|ed)?|over|above|beyond|at least|no less than|no fewer than|not less than|minimum of|less than|fewer than|shorter than|lower than|below|under|at most|no more than|not more than|(?<!\\b(?:add|adds|added|adding|sum|sums|come|comes) )up to|a maximum of|about|around|roughly|approximately|some|nearly|almost|circa|c\\.|~|≈|超过|多于|高于|大于|至少|不少于|不低于|少于|低于|不足|小于|至多|最多|不超过|约|大约|近)\\s*)?`;
const currency = `(?<currency>US\\$|USD|EUR|GBP|RMB|CNY|[$€£¥])?`;
const amount = `(?<digits>\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)|(?<words>${numberWordPattern})`;
const scale = `(?<scale>(?:bn|billion|mm|mn|million|thousand|[mkb])(?![\\p{Script=Latin}\\d])|亿|百万|万|千)?`;
const unit = `(?:(?:more|further|additional)\\s(?=month|year|day))?(?<unit>%|per\\s?cent(?!age)|percent(?!age)|pct\\b|percentage points?|months?\\b|mos?\\b|years?\\b|days?\\b|x\\b|times\\b|(?:US )?dollars?\\b|USD\\b|EUR\\b|euros?\\b|个月|年(?!\\d)|天|倍|美元|元)?`;
const after = `(?<after>\\s*or (?:more|longer|greater|higher)|\\s*plus\\b(?!\\s+\\p{L})|\\+|\\s*or (?:less|fewer|lower|shorter)|以上|以下|以内)?`;

const figurePattern = new RegExp(
  `(?<![\\p{Script=Latin}\\d_./-])${before}(?:a\\s+)?${currency}\\s?(?:${amount})[\\s-]?${scale}[\\s-]?${unit}${after}`,
  "giu",
);

/**
 * The figures of a text with their units brought to one measure: amounts of money, percentages, months, years,
 * days, multiples and counts; digits or words up to a hundred, English or Chinese. Dates (2025-12-31, FY2025),
 * ordinals of names ("SOC 2", "Type 2", "No. 5", "Q3", "top five") and digits inside identifiers are left out.
 *
 * @example readFigures("Runway is eleven months.")[0] // { value: 11, unit: "months", bound: "exact", … }
 */
export function readFigures(text: string): Figure[] {
  return [...text.matchAll(figurePattern)].flatMap((match) => figureOf(match, text));
}

function figureOf(match: RegExpMatchArray, text: string): Figure[] {
  const groups = match.groups ?? {};
  const digits = groups["digits"];
  const base =
    digits === undefined
      ? numberFromWords(groups["words"] ?? "")
      : Number(digits.replaceAll(",", ""));
  const start = match.index ?? 0;
  const end = start + match[0].trimEnd().length;
  if (base === undefined || isName(match, text, end)) return [];
  const factor = scaleOf(groups["scale"]);
  const unit = unitOf(groups);
  return [
    {
      // 16.4 million in binary is a little less than it.
      value: Number((base * factor).toPrecision(12)),
      unit,
      ...currencyOf(groups),
      bound: boundOf(groups["bound"], groups["after"]),
      tolerance: (digits === undefined ? 0.5 : 0.5 * 10 ** -decimals(digits)) * factor,
      text: match[0].trim(),
      start,
      end,
    },
  ];
}

const scales: Record<string, number> = {
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  mm: 1e6,
  mn: 1e6,
  million: 1e6,
  b: 1e9,
  bn: 1e9,
  billion: 1e9,
  千: 1e3,
  万: 1e4,
  百万: 1e6,
  亿: 1e8,
};

function scaleOf(scale: string | undefined): number {
  return scales[scale?.toLowerCase() ?? ""] ?? 1;
}

function decimals(digits: string): number {
  return digits.split(".")[1]?.length ?? 0;
}

const currencies: readonly (readonly [RegExp, string])[] = [
  [/\$|usd|dollar|美元/i, "$"],
  [/€|eur/i, "€"],
  [/£|gbp/i, "£"],
  [/¥|rmb|cny|元/i, "¥"],
];

function currencyOf(groups: Record<string, string | undefined>): { currency?: string } {
  const given = `${groups["currency"] ?? ""} ${groups["unit"] ?? ""}`;
  const known = currencies.find(([pattern]) => pattern.test(given));
  return known ? { currency: known[1] } : {};
}

function unitOf(groups: Record<string, string | undefined>): FigureUnit {
  const unit = groups["unit"]?.toLowerCase() ?? "";
  if (/^(?:%|per|pct)/.test(unit)) return "percent";
  if (/^(?:mo|个月)/.test(unit)) return "months";
  if (/^(?:year|年)/.test(unit)) return "years";
  if (/^(?:day|天)/.test(unit)) return "days";
  if (/^(?:x|times|倍)/.test(unit)) return "times";
  const million = scaleOf(groups["scale"]) >= 1e6;
  return groups["currency"] !== undefined || unit !== "" || million ? "money" : "count";
}

function boundOf(before: string | undefined, after: string | undefined): Figure["bound"] {
  const lead = before?.toLowerCase() ?? "";
  const tail = after?.trim().toLowerCase() ?? "";
  if (/^(?:or (?:more|longer|greater|higher)|plus|\+|以上)/.test(tail)) return "at_least";
  if (/^(?:or (?:less|fewer|lower|shorter)|以下|以内)/.test(tail)) return "at_most";
  if (
    /^(?:more|greater|longer|higher|larger|in excess|upwards|exceed|over|above|beyond|超过|多于|高于|大于)/.test(
      lead,
    )
  )
    return "above";
  if (/^(?:at least|no less|no fewer|not less|minimum|至少|不少于|不低于)/.test(lead))
    return "at_least";
  if (/^(?:less|fewer|shorter|lower|below|under|少于|低于|不足|小于)/.test(lead)) return "below";
  if (/^(?:at most|no more|not more|up to|a maximum|至多|最多|不超过)/.test(lead)) return "at_most";
  return lead === "" ? "exact" : "about";
}

/** Digits that name rather than count: dates, fiscal years, "SOC 2", "Type 2", "No. 5", list numbers. */
function isName(match: RegExpMatchArray, text: string, end: number): boolean {
  const groups = match.groups ?? {};
  const plain = (groups["unit"] ?? groups["scale"] ?? groups["currency"]) === undefined;
  const spelled = groups["words"] !== undefined;
  const lead = text.slice(0, match.index);
  const tail = text.slice(end);
  if (!plain) return false;
  if (/^-?\d{2}-\d{2}\b/.test(tail) || /^[/_]/.test(tail) || /\d-$/.test(lead)) return true;
  if (/^(?:19|20)\d\d$/.test(groups["digits"] ?? "")) return true;
  if (
    /\b(?:SOC|Type|No\.?|nos?\.|ISO|Q|FY|H|phase|version|v|question|section|tier|trace|step|rank|top|level|the|January|February|March|April|May|June|July|August|September|October|November|December)\s*-?$/i.test(
      lead,
    )
  )
    return true;
  if (spelled && /^one$/i.test(groups["words"] ?? "")) return true;
  return /^(?:st|nd|rd|th)\b/.test(tail);
}

/**
 * Do two figures say the same? Units have to agree, except that a bare number matches a unit it may stand for:
 * 43.0 and "$43.0M", 0.69 and "69%". Rounding to the coarser of the two is forgiven.
 *
 * @example sameFigure(a, b) // "$43.0M" and "43,000,000", "71 per cent" and "71%": true
 */
export function sameFigure(a: Figure, b: Figure): boolean {
  if ((a.currency ?? b.currency) !== (b.currency ?? a.currency)) return false;
  if (a.unit === b.unit) return isClose(a, b, 1);
  const [bare, other] = a.unit === "count" ? [a, b] : [b, a];
  if (bare.unit !== "count") return isYearsAndMonths(a, b);
  if (other.unit === "percent")
    return isClose(bare, other, 1) || (bare.value <= 2 && isClose(bare, other, 100));
  if (other.unit === "money")
    return [1, 1e3, 1e6, 1e9].some((factor) => isClose(bare, other, factor));
  return isClose(bare, other, 1);
}

/**
 * Does a stated figure fall under a wanted one? "14 months" falls under "more than 12 months", "36.9" under "36.9".
 */
export function figureFallsUnder(stated: Figure, wanted: Figure): boolean {
  if (wanted.bound === "exact" || wanted.bound === "about") {
    const open = stated.bound === "above" || stated.bound === "below";
    return !open && sameFigure(stated, wanted);
  }
  if (stated.unit !== wanted.unit) return false;
  if (wanted.bound === "above")
    return (
      stated.value > wanted.value || (stated.value === wanted.value && stated.bound === "above")
    );
  if (wanted.bound === "at_least") return stated.value >= wanted.value && stated.bound !== "below";
  if (wanted.bound === "below")
    return (
      stated.value < wanted.value || (stated.value === wanted.value && stated.bound === "below")
    );
  return stated.value <= wanted.value && stated.bound !== "above";
}

function isClose(bare: Figure, other: Figure, factor: number): boolean {
  const tolerance = Math.max(bare.tolerance * factor, other.tolerance);
  const slack =
    bare.bound === "about" || other.bound === "about" ? Math.abs(other.value) * 0.02 : 0;
  const exact = isWhole(bare) && isWhole(other) && bare.unit !== "money" && bare.unit !== "percent";
  return (
    Math.abs(bare.value * factor - other.value) <=
    (exact ? 0.01 : Math.max(tolerance * 1.0001, slack))
  );
}

function isWhole(figure: Figure): boolean {
  return Number.isInteger(figure.value);
}

function isYearsAndMonths(a: Figure, b: Figure): boolean {
  const months = [a, b].find((figure) => figure.unit === "months");
  const years = [a, b].find((figure) => figure.unit === "years");
  return months !== undefined && years !== undefined && months.value === years.value * 12;
}
