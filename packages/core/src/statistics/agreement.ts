import type { Interval } from "./intervals.ts";
import type { Random } from "./random.ts";

/**
 * Cohen's kappa of two raters over the same items: agreement beyond what their own habits would give by chance.
 * The interval is the large-sample one; with fewer than about 30 items read it as a hint.
 *
 * @param pairs one pair of categories per item
 * @throws RangeError for no items
 * @source Cohen, 1960; variance by Fleiss, Cohen and Everitt, 1969
 * @example cohenKappa([["yes", "yes"], ["no", "yes"], ["no", "no"]]).estimate // 0.4
 */
export function cohenKappa(
  pairs: readonly (readonly [string, string])[],
  z = 1.959963984540054,
): Interval {
  if (pairs.length === 0) throw new RangeError("cohenKappa: no items to compare");
  const n = pairs.length;
  const categories = [...new Set(pairs.flat())];
  const first = shares(pairs.map(([a]) => a));
  const second = shares(pairs.map(([, b]) => b));
  const observed = pairs.filter(([a, b]) => a === b).length / n;
  const expected = sum(categories.map((c) => (first.get(c) ?? 0) * (second.get(c) ?? 0)));
  // Both raters used one and the same category throughout: there is nothing that chance could not explain.
  // Shares are sums of fractions, so the whole may fall short of 1 by rounding.
  if (1 - expected < 1e-9) return { estimate: Number.NaN, low: -1, high: 1 };
  const kappa = (observed - expected) / (1 - expected);

  const joint = shares(pairs.map(([a, b]) => JSON.stringify([a, b])));
  const cell = (a: string, b: string) => joint.get(JSON.stringify([a, b])) ?? 0;
  const onDiagonal = sum(
    categories.map((c) => {
      const margins = (first.get(c) ?? 0) + (second.get(c) ?? 0);
      return cell(c, c) * (1 - margins * (1 - kappa)) ** 2;
    }),
  );
  const offDiagonal = sum(
    categories.flatMap((a) =>
      categories
        .filter((b) => b !== a)
        .map((b) => cell(a, b) * ((second.get(a) ?? 0) + (first.get(b) ?? 0)) ** 2),
    ),
  );
  const variance =
    (onDiagonal + (1 - kappa) ** 2 * offDiagonal - (kappa - expected * (1 - kappa)) ** 2) /
    (n * (1 - expected) ** 2);
  const reach = z * Math.sqrt(Math.max(0, variance));
  return { estimate: kappa, low: Math.max(-1, kappa - reach), high: Math.min(1, kappa + reach) };
}

/** How far apart two values are: `nominal` knows only same or different, `ordinal` knows their order. */
export type AlphaLevel = "nominal" | "ordinal";

/**
 * Krippendorff's alpha: agreement of any number of raters, any of whom may have left items out.
 *
 * @param units one list per item with the values that raters gave it; for `ordinal` the numbers' order counts
 * @returns NaN when fewer than two items were rated twice or all values are the same
 * @source Krippendorff, "Computing Krippendorff's alpha-reliability", 2011
 * @example krippendorffAlpha([[1, 1], [2, 2], [3, 1]], "ordinal")
 */
export function krippendorffAlpha(
  units: readonly (readonly number[])[],
  level: AlphaLevel,
): number {
  const paired = units.filter((unit) => unit.length > 1);
  const total = sum(paired.map((unit) => unit.length));
  if (paired.length < 2) return Number.NaN;
  const counts = countValues(paired.flat());
  const distance = level === "nominal" ? nominalDistance : ordinalDistance(counts);
  const observed =
    sum(
      paired.map(
        (unit) => sum(unit.flatMap((a) => unit.map((b) => distance(a, b)))) / (unit.length - 1),
      ),
    ) / total;
  const expected =
    sum([...counts].flatMap(([a, n]) => [...counts].map(([b, m]) => n * m * distance(a, b)))) /
    (total * (total - 1));
  return expected === 0 ? Number.NaN : 1 - observed / expected;
}

/**
 * Krippendorff's alpha with a percentile interval from resampled items.
 *
 * @param draws number of resamples; 1,000 is enough for two digits
 */
export function krippendorffInterval(options: {
  units: readonly (readonly number[])[];
  level: AlphaLevel;
  random: Random;
  draws?: number;
}): Interval {
  const { units, level, random, draws = 1000 } = options;
  const resampled = Array.from({ length: draws }, () =>
    krippendorffAlpha(
      units.map(() => random.pick(units)),
      level,
    ),
  )
    .filter((alpha) => !Number.isNaN(alpha))
    .toSorted((a, b) => a - b);
  const at = (share: number) => resampled[Math.floor(share * (resampled.length - 1))] ?? Number.NaN;
  return { estimate: krippendorffAlpha(units, level), low: at(0.025), high: at(0.975) };
}

function nominalDistance(a: number, b: number): number {
  return a === b ? 0 : 1;
}

/** Squared number of ranks between two values, each value's own ranks counted half. */
function ordinalDistance(counts: ReadonlyMap<number, number>) {
  return (a: number, b: number): number => {
    const [low, high] = a <= b ? [a, b] : [b, a];
    if (low === high) return 0;
    const between = sum(
      [...counts].filter(([value]) => value >= low && value <= high).map(([, n]) => n),
    );
    return (between - ((counts.get(low) ?? 0) + (counts.get(high) ?? 0)) / 2) ** 2;
  };
}

function countValues(values: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function shares(values: readonly string[]): Map<string, number> {
  const result = new Map<string, number>();
  for (const value of values) result.set(value, (result.get(value) ?? 0) + 1 / values.length);
  return result;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
