import { seededRandom, type Random } from "@loopwright/core/statistics";
import { compare } from "../bundle/event-rows.ts";

/** What a drift scan needs to know about a run. */
export interface DriftRun {
  run_id: string;
  /** When it started; runs without a time go by id. */
  started_at: string;
  /** Runs are shuffled among their own case type only, so that a changing mix of cases is no drift. */
  case_type: string;
  /** What the run did: agents, handoffs, tools; any names. */
  behaviours: readonly string[];
}

export interface DriftDifference {
  behaviour: string;
  /** Share of runs inside and outside the window that show it. */
  inside: number;
  outside: number;
}

/** A stretch of runs that behaves otherwise than the rest. */
export interface DriftWindow {
  first_run: string;
  last_run: string;
  first_started_at: string;
  last_started_at: string;
  /** Number of runs, and their share of all. */
  runs: number;
  share: number;
  p_value: number;
  /** What differs, most telling first; at most ten. */
  differs: DriftDifference[];
  run_ids: string[];
}

export interface DriftOptions {
  runs: readonly DriftRun[];
  /** Permutations of the run order. Default 99, so that the smallest p is 0.01. */
  permutations?: number;
  /** Windows above this p-value are left out. Default 0.01. */
  significance?: number;
  seed?: string;
}

interface Table {
  n: number;
  /** Runs that show a behaviour, ascending positions. */
  shownBy: Int32Array[];
  names: string[];
}

interface Best {
  score: number;
  from: number;
  to: number;
}

const bins = 200;
/** Window lengths in bins: 1.5% to half of all runs. */
const lengths = [3, 4, 5, 6, 8, 10, 13, 16, 20, 25, 32, 40, 50, 64, 80, 100];
const mostWindows = 5;

/**
 * Looks for stretches of runs, in time order, in which some behaviour is more or less frequent than in the rest:
 * a scan over windows with Kulldorff's likelihood ratio, the largest over all behaviours compared with what
 * shuffled orders give. Works on what runs did alone, so missing metadata does not matter.
 *
 * @source Kulldorff, "A spatial scan statistic", 1997; one p-value over all behaviours by Westfall and Young, 1993
 */
export function scanDrift(options: DriftOptions): DriftWindow[] {
  const runs = options.runs.toSorted(
    (a, b) => compare(a.started_at, b.started_at) || compare(a.run_id, b.run_id),
  );
  if (runs.length < 20) return [];
  const table = tabulate(runs);
  const scan = scanner(runs.length);
  const best = table.shownBy.map((positions) => scan(positions));
  const chance = chanceScores(runs, table, scan, options);
  const pOf = (score: number) =>
    (1 + chance.filter((value) => value >= score).length) / (1 + chance.length);
  const significant = Array.from(best.keys())
    .filter((b) => pOf(best[b]!.score) <= (options.significance ?? 0.01))
    .toSorted((x, y) => best[y]!.score - best[x]!.score || x - y);
  return windowsOf(significant, best, table, runs, pOf);
}

function tabulate(runs: readonly DriftRun[]): Table {
  const shownBy = new Map<string, number[]>();
  runs.forEach(({ behaviours }, position) => {
    for (const behaviour of new Set(behaviours)) {
      const list = shownBy.get(behaviour);
      if (list) list.push(position);
      else shownBy.set(behaviour, [position]);
    }
  });
  const seen = new Set<string>();
  const kept = [...shownBy].filter(([, positions]) => {
    if (positions.length < 5 || positions.length > runs.length - 5) return false;
    const key = positions.join();
    return !seen.has(key) && seen.add(key);
  });
  return {
    n: runs.length,
    names: kept.map(([name]) => name),
    shownBy: kept.map(([, positions]) => Int32Array.from(positions)),
  };
}

/** The best window of one behaviour on a grid of at most 200 bins. */
function scanner(n: number): (positions: ArrayLike<number>) => Best {
  const count = Math.min(bins, n);
  const edge = Int32Array.from({ length: count + 1 }, (_, bin) => Math.floor((bin * n) / count));
  const binOf = Int32Array.from({ length: n }, (_, position) =>
    Math.floor(((position + 1) * count - 1) / n),
  );
  const score = likelihoodRatio(n);
  const sums = new Int32Array(count + 1);
  return (positions) => {
    sums.fill(0);
    for (let i = 0; i < positions.length; i++) sums[binOf[positions[i]!]! + 1]!++;
    for (let bin = 0; bin < count; bin++) sums[bin + 1]! += sums[bin]!;
    const best: Best = { score: 0, from: 0, to: 0 };
    for (const length of lengths) {
      if (2 * length > count) break;
      for (let bin = 0; bin + length <= count; bin++) {
        const value = score(
          sums[bin + length]! - sums[bin]!,
          edge[bin + length]! - edge[bin]!,
          positions.length,
        );
        if (value > best.score)
          [best.score, best.from, best.to] = [value, edge[bin]!, edge[bin + length]!];
      }
    }
    return best;
  };
}

/** ln of how much likelier two rates, inside and outside, make the counts than one rate does. */
function likelihoodRatio(n: number): (inside: number, length: number, total: number) => number {
  const xlogx = Float64Array.from({ length: n + 1 }, (_, x) => (x === 0 ? 0 : x * Math.log(x)));
  const fit = (hits: number, runs: number) => xlogx[hits]! + xlogx[runs - hits]! - xlogx[runs]!;
  return (inside, length, total) =>
    fit(inside, length) + fit(total - inside, n - length) - fit(total, n);
}

function chanceScores(
  runs: readonly DriftRun[],
  table: Table,
  scan: (positions: ArrayLike<number>) => Best,
  options: DriftOptions,
): number[] {
  const random = seededRandom(options.seed ?? "drift");
  const members = new Map<string, number[]>();
  runs.forEach(({ case_type }, position) =>
    members.set(case_type, [...(members.get(case_type) ?? []), position]),
  );
  return Array.from({ length: options.permutations ?? 99 }, (_, draw) => {
    const moved = shuffledPositions(runs.length, [...members.values()], random.fork(String(draw)));
    return table.shownBy.reduce(
      (largest, positions) =>
        Math.max(largest, scan(positions.map((position) => moved[position]!)).score),
      0,
    );
  });
}

function shuffledPositions(n: number, groups: readonly number[][], random: Random): Int32Array {
  const moved = new Int32Array(n);
  for (const group of groups)
    random.shuffle(group).forEach((to, i) => {
      moved[group[i]!] = to;
    });
  return moved;
}

function windowsOf(
  significant: readonly number[],
  best: readonly Best[],
  table: Table,
  runs: readonly DriftRun[],
  pOf: (score: number) => number,
): DriftWindow[] {
  const windows: { from: number; to: number; p: number; behaviours: number[] }[] = [];
  for (const b of significant) {
    const { from, to, score } = best[b]!;
    const home = windows.find((window) => Math.min(to, window.to) > Math.max(from, window.from));
    if (home) home.behaviours.push(b);
    else if (windows.length < mostWindows)
      windows.push({
        ...sharpen(table.shownBy[b]!, best[b]!, table.n),
        p: pOf(score),
        behaviours: [b],
      });
  }
  return windows.map(({ from, to, p, behaviours }) => {
    const inside = runs.slice(from, to);
    return {
      first_run: inside[0]?.run_id ?? "",
      last_run: inside.at(-1)?.run_id ?? "",
      first_started_at: inside[0]?.started_at ?? "",
      last_started_at: inside.at(-1)?.started_at ?? "",
      runs: inside.length,
      share: inside.length / runs.length,
      p_value: p,
      differs: behaviours.slice(0, 10).map((b) => difference(table, b, from, to)),
      run_ids: inside.map(({ run_id }) => run_id),
    };
  });
}

function difference(table: Table, behaviour: number, from: number, to: number): DriftDifference {
  const positions = table.shownBy[behaviour]!;
  const hits = positions.filter((position) => position >= from && position < to).length;
  return {
    behaviour: table.names[behaviour]!,
    inside: hits / (to - from),
    outside: (positions.length - hits) / Math.max(1, table.n - (to - from)),
  };
}

/** Moves both ends of a window run by run to where the likelihood ratio is largest. */
function sharpen(
  positions: Int32Array,
  { from, to }: Best,
  n: number,
): { from: number; to: number } {
  const score = likelihoodRatio(n);
  const sums = new Int32Array(n + 1);
  for (const position of positions) sums[position + 1]!++;
  for (let i = 0; i < n; i++) sums[i + 1]! += sums[i]!;
  const reach = Math.max(Math.ceil(n / bins) * 4, Math.ceil((to - from) / 3));
  const best = { from, to, score: -1 };
  for (let a = Math.max(0, from - reach); a <= Math.min(n - 1, from + reach); a++)
    for (let b = Math.max(a + 2, to - reach); b <= Math.min(n, to + reach); b++) {
      const value = score(sums[b]! - sums[a]!, b - a, positions.length);
      if (value > best.score) [best.score, best.from, best.to] = [value, a, b];
    }
  return best;
}
