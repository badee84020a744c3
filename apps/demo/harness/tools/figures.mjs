/** Figures in texts: finding them, and telling whether files show them. */

const scales = new Map([
  ["k", 1e3],
  ["thousand", 1e3],
  ["m", 1e6],
  ["mn", 1e6],
  ["million", 1e6],
  ["b", 1e9],
  ["bn", 1e9],
  ["billion", 1e9],
  ["万", 1e4],
  ["百万", 1e6],
  ["亿", 1e8],
]);
const unit = "%|％|percent|k|thousand|mn|m|million|bn|b|billion|百万|万|亿";
const datePattern = /\b\d{4}-\d{2}(?:-\d{2})?\b/g;
// A digit that hangs on a letter belongs to a name (FY2025, Q3, v001), and so does one after a hyphen or underscore.
const figurePattern = new RegExp(
  String.raw`(?<![\p{Script=Latin}\d_.#-])(?<sign>[-−](?=[$€£¥\d]))?(?<currency>[$€£¥]\s?)?(?<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d*\.\d+|\d+)(?:\s?(?<unit>${unit})(?![\p{Script=Latin}\d]))?(?![\p{Script=Latin}\d_])`,
  "giu",
);

/**
 * The figures of a text.
 *
 * @returns {{ text: string, value: number, tolerance: number, scale: number, percent: boolean, plain: boolean }[]}
 *   `value` as written (12.4 for $12.4M), `scale` what its unit multiplies by, `plain` without unit or currency
 */
export function findFigures(text) {
  const withoutDates = text.replace(datePattern, " ");
  return [...withoutDates.matchAll(figurePattern)].map(({ 0: written, groups }) => {
    const digits = groups.digits.replaceAll(",", "");
    const decimals = digits.split(".")[1]?.length ?? 0;
    const name = (groups.unit ?? "").toLowerCase();
    const percent = name === "%" || name === "％" || name === "percent";
    return {
      text: written.trim(),
      value: Number(digits),
      tolerance: 0.5 * 10 ** -decimals + 1e-9,
      scale: scales.get(name) ?? 1,
      percent,
      plain: name === "" && !groups.currency,
      whole: decimals === 0,
    };
  });
}

/** The figures worth checking: not years, counts up to ten, or the numbers of a list. */
export function checkableFigures(text) {
  const withoutMarkers = text.replace(/^\s*(?:[-*]\s+)?\d+[.)]\s+/, "");
  return findFigures(withoutMarkers).filter(({ value, plain, whole }) => {
    const isCount = plain && whole && value <= 10;
    const isYear = plain && whole && value >= 1900 && value <= 2100;
    return !isCount && !isYear;
  });
}

/** The dates of a text, as written. */
export function findDates(text) {
  return text.match(datePattern) ?? [];
}

/** Whether one of `shown` is the figure, as exactly as the figure is written: 34% is shown by 0.3360. */
export function isShown(figure, shown) {
  return shown.some((other) => matches(figure, other));
}

function matches(figure, other) {
  const near = (value) => Math.abs(value - figure.value) <= figure.tolerance;
  if (near(other.value)) return true;
  if (figure.percent && !other.percent && near(other.value * 100)) return true;
  if (!figure.percent && other.percent && near(other.value / 100)) return true;
  // Tables often keep the unit in the name of a column: 12.4 in `arr_m` is 12,400,000.
  if (figure.scale === 1 && figure.value < 10_000)
    return other.scale > 1 && near(other.value * other.scale);
  const columnScales = other.scale > 1 ? [other.scale] : [1, 1e3, 1e6, 1e9];
  return columnScales.some((scale) => near((other.value * scale) / figure.scale));
}

/**
 * Whether a figure follows from others by one step of arithmetic: a sum, difference, product or ratio of two of them,
 * or all of them added and subtracted.
 */
export function isDerived(figure, known) {
  const near = (value) => Math.abs(value - figure.value) <= figure.tolerance;
  const reaches = (value) => near(value) || (figure.percent && near(value * 100));
  const values = [...new Set(known.map(({ value }) => value))];
  const pairs = values.flatMap((a) => values.filter((b) => b !== a).map((b) => [a, b]));
  return (
    pairs.some(
      ([a, b]) =>
        reaches(a + b) ||
        reaches(a - b) ||
        reaches(a * b) ||
        (b !== 0 && reaches(a / b)) ||
        (b !== 0 && figure.percent && reaches(a / b - 1)),
    ) || signedSums(values).some(near)
  );
}

/** Every way to add or subtract all values; long lists are left alone, they would reach almost anything. */
function signedSums(values) {
  if (values.length < 3 || values.length > 6) return [];
  return values.reduce((sums, value) => sums.flatMap((sum) => [sum + value, sum - value]), [0]);
}

/** The figures and dates of a text that neither the shown figures nor arithmetic on them account for. */
export function unexplained(text, { figures, dates }) {
  const wanted = checkableFigures(text);
  const found = wanted.filter((figure) => isShown(figure, figures));
  const missing = wanted.filter((figure) => !found.includes(figure) && !isDerived(figure, found));
  return [
    ...missing.map((figure) => figure.text),
    ...findDates(text).filter((date) => !dates.some((known) => known.startsWith(date))),
  ];
}

/** All that a text shows. */
export function shownBy(text) {
  return { figures: findFigures(text), dates: findDates(text) };
}
