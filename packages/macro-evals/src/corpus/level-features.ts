import type { Encoded } from "./encode-runs.ts";
import { familyNumber } from "./feature.ts";
import type { IndexBuilder, Shown } from "./feature-index.ts";

/** Runs in which a number of one place lies at or above a cut, or below it. */
export interface Level {
  site: number;
  key: string;
  /** `key>=cut` or `key<cut` */
  text: string;
  /** Ascending, each once; beside each the first event that shows it. */
  runs: number[];
  events: number[];
}

interface Reading {
  value: number;
  run: number;
  event: number;
}

const shares = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
const fewestValues = 4;

/**
 * Numbers above or below what a place usually holds: a limit that was passed shows in the level, while each single
 * figure is rare. Cuts lie at quantiles and at the widest gap; labels play no part.
 */
export function levelsOf(encoded: Encoded, shown: Shown, support: number): Level[] {
  return [...readings(encoded, shown)].flatMap(([place, found]) => {
    const values = found.map(({ value }) => value).toSorted((a, b) => a - b);
    if (found.length < 4 * support || new Set(values).size < fewestValues) return [];
    const [site, key] = splitOnce(place, " ");
    return [...cutsOf(values)].flatMap((cut) =>
      [true, false].flatMap((above): Level[] => {
        const first = firstEvents(found.filter(({ value }) => value >= cut === above));
        if (first.size < support) return [];
        const runs = [...first.keys()].toSorted((a, b) => a - b);
        return [
          {
            site: Number(site),
            key,
            text: `${key}${above ? ">=" : "<"}${cut}`,
            runs,
            events: runs.map((run) => first.get(run) ?? -1),
          },
        ];
      }),
    );
  });
}

export function addLevels(
  builder: IndexBuilder,
  encoded: Encoded,
  levels: readonly Level[],
  most: number,
): void {
  for (const { site, text, runs, events } of levels)
    if (runs.length <= most)
      builder.add({ family: familyNumber.level, a: site, b: encoded.wordOf(text), runs, events });
}

/** Numbers of each place, `site key`, from the features that say `key=value`. */
function readings(encoded: Encoded, shown: Shown): Map<string, Reading[]> {
  const byPlace = new Map<string, Reading[]>();
  for (const feature of shown.order) {
    if (encoded.family[feature] !== familyNumber.value) continue;
    const [key, text] = splitOnce(encoded.textOf(encoded.b[feature]!), "=");
    const value = text === "" ? Number.NaN : Number(text);
    if (!Number.isFinite(value)) continue;
    const place = `${encoded.a[feature]!} ${key}`;
    const list = byPlace.get(place) ?? [];
    byPlace.set(place, list);
    for (let i = shown.start[feature]!; i < shown.start[feature + 1]!; i++)
      list.push({ value, run: shown.run[i]!, event: shown.event[i]! });
  }
  return byPlace;
}

/** Quantiles, and the upper end of the gap that is widest beside the values around it. */
function cutsOf(sorted: readonly number[]): Set<number> {
  const cuts = new Set(shares.map((share) => sorted[Math.floor(share * sorted.length)]!));
  const [low, high] = [
    sorted[Math.floor(0.05 * sorted.length)]!,
    sorted[Math.floor(0.95 * sorted.length)]!,
  ];
  let [widest, upper] = [0, Number.NaN];
  sorted.forEach((value, i) => {
    const gap = i === 0 ? 0 : value - sorted[i - 1]!;
    if (value > low && value <= high && gap > widest) [widest, upper] = [gap, value];
  });
  if (Number.isFinite(upper)) cuts.add(upper);
  cuts.delete(sorted[0]!);
  return cuts;
}

function firstEvents(found: readonly Reading[]): Map<number, number> {
  const first = new Map<number, number>();
  for (const { run, event } of found) first.set(run, Math.min(first.get(run) ?? Infinity, event));
  return first;
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + separator.length)];
}
