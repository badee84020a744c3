import { graderRecall } from "../contrast/feature-test.ts";
import type { Evidence } from "./evidence.ts";

/** How a pattern looks: log odds of each kept feature, site group and red column against all other runs. */
export interface Profile {
  members: readonly number[];
  size: number;
  /** ln(share here / share elsewhere) per kept feature; 0 where it says little. */
  feature: Float64Array;
  /** ln((1 - share) / (1 - share elsewhere)) for groups that hardly any run of the pattern is without. */
  missing: Float64Array;
  /** Those groups. */
  expected: readonly number[];
  /** Share of the pattern's runs that show each kept feature. */
  share: Float64Array;
  /** The checks that react, one bit each; and the log odds of a run that fails one of them, or none. */
  checks: number;
  red: number;
  green: number;
  /** ln(size / rest) */
  prior: number;
  /** Kept features by how much of the pattern they explain, best first. */
  top: number[];
}

export interface Labels {
  /** Label columns of each run, one bit each. */
  red: Int32Array;
  columns: number;
}

const largestOdds = 6;

/** Learns what sets the given runs apart. */
export function learnProfile(
  evidence: Evidence,
  members: readonly number[],
  labels: Labels,
): Profile {
  const n = members.length;
  const rest = Math.max(1, evidence.runCount - n);
  const all = totals(evidence);
  const own = new Int32Array(evidence.features.length);
  const ownGroup = new Int32Array(evidence.groupCount);
  for (const run of members) {
    for (const f of evidence.byRun[run]!) own[f]!++;
    for (const g of all.groupsOf[run]!) ownGroup[g]!++;
  }
  const share = new Float64Array(own.length);
  const feature = new Float64Array(own.length);
  const telling: number[] = [];
  own.forEach((count, f) => {
    share[f] = count / Math.max(1, n);
    if (count < 2 || share[f] < 0.06) return;
    const odds = logOdds(count, n, all.feature[f]! - count, rest);
    if (!(odds > 0.7)) return;
    feature[f] = Math.min(largestOdds, odds);
    telling.push(f);
  });
  const missing = Float64Array.from(ownGroup, (count, g) =>
    count >= 0.8 * n
      ? clamp(logOdds(n - count, n, rest - (all.group[g]! - count), rest), -3, 0)
      : 0,
  );
  const top = telling.toSorted((x, y) => explained(y) - explained(x) || x - y);
  function explained(f: number): number {
    return share[f]! * feature[f]! * Math.min(3, evidence.strength[f]!);
  }
  return {
    members,
    size: n,
    feature,
    missing,
    expected: Array.from(missing.keys()).filter((g) => missing[g]! < 0),
    share,
    ...redness(evidence, members, labels, top),
    prior: Math.log(Math.max(1, n) / rest),
    top,
  };
}

/** Log of posterior odds that a run belongs to the pattern. One feature per site group counts, the best one. */
export function logOddsOf(
  run: number,
  profile: Profile,
  evidence: Evidence,
  labels: Labels,
): number {
  // A run shows few of these groups: looking them up in a list is quicker than in a map.
  const [groups, best]: [number[], number[]] = [[], []];
  for (const f of evidence.byRun[run]!) {
    const odds = profile.feature[f]!;
    if (odds <= 0) continue;
    const at = groups.indexOf(evidence.group[f]!);
    if (at < 0) best[groups.push(evidence.group[f]!) - 1] = odds;
    else if (odds > best[at]!) best[at] = odds;
  }
  if (groups.length === 0) return -Infinity;
  let sum = profile.prior;
  // Sites of one fault go together: each further one adds half as much as the one before.
  let part = 1;
  for (const odds of best.toSorted((x, y) => y - x)) {
    sum += odds * part;
    part /= 2;
  }
  for (const g of profile.expected) if (!groups.includes(g)) sum += profile.missing[g]!;
  return sum + (labels.red[run]! & profile.checks ? profile.red : profile.green);
}

function redness(
  evidence: Evidence,
  members: readonly number[],
  labels: Labels,
  top: readonly number[],
): Pick<Profile, "checks" | "red" | "green"> {
  const { red } = labels;
  const checks = reactingChecks(evidence, labels, top[0]);
  const n = members.length;
  const own = members.filter((run) => red[run]! & checks).length;
  let all = 0;
  for (const bits of red) if (bits & checks) all++;
  const rest = Math.max(1, red.length - n);
  const others = all - own;
  // Members are red by selection, so how many the graders miss cannot be learnt from them.
  return {
    checks,
    red: clamp(Math.log(graderRecall / ((others + 0.3) / (rest + 0.6))), 0, 3),
    green: clamp(Math.log((1 - graderRecall) / ((rest - others + 0.3) / (rest + 0.6))), -3, 0),
  };
}

/** A check reacts as well when it does so at least this much as the one that reacts most. */
const nearlyAsMuch = 0.5;

/** The checks that runs with a feature fail more often than others: those it was found by, and any other. */
function reactingChecks(
  evidence: Evidence,
  { red, columns }: Labels,
  feature: number | undefined,
): number {
  if (feature === undefined) return 1;
  const [inside, outside] = [new Float64Array(columns), new Float64Array(columns)];
  let shown = 0;
  evidence.byRun.forEach((features, run) => {
    const here = features.includes(feature);
    if (here) shown++;
    const counts = here ? inside : outside;
    for (let c = 0; c < columns; c++) if (red[run]! & (1 << c)) counts[c]!++;
  });
  const excess = inside.map(
    (count, c) => count / Math.max(1, shown) - outside[c]! / Math.max(1, red.length - shown),
  );
  const most = excess.reduce((best, value) => Math.max(best, value), 0);
  return excess.reduce(
    (mask, value, c) => (value >= nearlyAsMuch * most && value > 0 ? mask | (1 << c) : mask),
    evidence.checks[feature]!,
  );
}

interface Totals {
  feature: Int32Array;
  group: Int32Array;
  /** Per run, the groups of which it shows a feature. */
  groupsOf: readonly (readonly number[])[];
}

/** Every profile is held against the same totals. */
const counted = new WeakMap<Evidence, Totals>();

function totals(evidence: Evidence): Totals {
  const known = counted.get(evidence) ?? countTotals(evidence);
  counted.set(evidence, known);
  return known;
}

function countTotals({ features, group, groupCount, byRun }: Evidence): Totals {
  const groupsOf = byRun.map((shown) => [...new Set(shown.map((f) => group[f]!))]);
  const counts = new Int32Array(features.length);
  const groupCounts = new Int32Array(groupCount);
  for (const shown of byRun) for (const f of shown) counts[f]!++;
  for (const groups of groupsOf) for (const g of groups) groupCounts[g]!++;
  return { feature: counts, group: groupCounts, groupsOf };
}

/** ln of the ratio of two shares, each drawn a little towards one half of a run. */
function logOdds(count: number, n: number, others: number, rest: number): number {
  return Math.log((count + 0.3) / (n + 0.6)) - Math.log((others + 0.3) / (rest + 0.6));
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
