import type { Evidence } from "./evidence.ts";
import { learnProfile, logOddsOf, type Labels, type Profile } from "./profiles.ts";

export interface PlaceOptions {
  evidence: Evidence;
  labels: Labels;
  /** 1 for runs with trouble: a red label or, without any label, a failure of their own. */
  troubled: Uint8Array;
}

export interface RefineOptions extends PlaceOptions {
  /** Cluster of each run, -1 for none. */
  seeds: Int32Array;
  /** Fewest runs of a pattern. */
  minSize: number;
  /** Strength that a pattern's best feature must exceed; what chance alone reaches. */
  chanceLevel: number;
}

export interface Refined {
  /** Pattern of each troubled run, -1 for none. */
  labels: Int32Array;
  /** Pattern that a run without any signal of trouble looks like, -1 for none. */
  resembles: Int32Array;
  /** Per run, further patterns that it looks like beside its own, best first. */
  further: readonly (readonly number[])[];
  profiles: Profile[];
  /** Log of posterior odds of each run for its pattern. */
  odds: Float64Array;
}

const rounds = 6;
/** Log odds from which a run without a matching red check is said to look like a pattern. */
const looksLike = -1.5;
const surePrecision = 0.85;
/** Patterns that a run may show beside its own. */
const mostFurther = 2;

/**
 * From rough clusters to patterns: learns what each looks like, gives every run to the pattern it fits best when
 * it fits at all, joins patterns that tell the same story, looks for strong features that no pattern explains,
 * and drops patterns that chance would bring forth.
 */
export function refine(options: RefineOptions): Refined {
  const { evidence, minSize } = options;
  let members = membersOf(options.seeds);
  for (let round = 0; round < rounds; round++) {
    let profiles = learn(members, options);
    if (round < rounds - 1) {
      const joined = join(profiles, evidence);
      if (joined.length !== profiles.length) profiles = learn(joined, options);
      members = assign(profiles, options).filter((runs) => runs.length >= 3);
      if (round > 0 && round < rounds - 2) members = [...members, ...unexplained(members, options)];
    } else members = assign(profiles, options);
    members = members.filter((runs) => runs.length >= Math.min(minSize, 3));
  }
  const kept = learn(members, options).filter(
    (profile) => profile.size >= minSize && isReal(profile, options),
  );
  return { ...placeRuns(kept, options), profiles: kept };
}

/** Gives each run to the pattern that it fits, also runs that the patterns were not learnt from. */
export function placeRuns(
  profiles: readonly Profile[],
  options: PlaceOptions,
): Omit<Refined, "profiles"> {
  const { evidence, troubled } = options;
  const labels = new Int32Array(evidence.runCount).fill(-1);
  const resembles = labels.slice();
  const odds = new Float64Array(evidence.runCount);
  const further = Array.from(labels, (): number[] => []);
  for (let run = 0; run < labels.length; run++) {
    const [first, ...others] = homesOf(run, profiles, options, looksLike);
    const profile = first && profiles[first.at];
    if (!profile) continue;
    odds[run] = first.odds;
    further[run] = others.slice(0, mostFurther).map(({ at }) => at);
    const red = isRedIn(run, profile, options) && first.odds > 0;
    if (troubled[run] && (red || isSure(run, profile, evidence))) labels[run] = first.at;
    else resembles[run] = first.at;
  }
  return { labels, resembles, further, odds };
}

function isReal({ top, share }: Profile, { evidence, chanceLevel }: RefineOptions): boolean {
  return top.some((f) => share[f]! >= 0.15 && evidence.strength[f]! > chanceLevel);
}

function learn(members: readonly number[][], { evidence, labels }: RefineOptions): Profile[] {
  return members
    .map((runs) => learnProfile(evidence, runs, labels))
    .filter(({ top }) => top.length > 0);
}

/** Members to learn from: runs whose best odds are better than even and that are red in that pattern's column. */
function assign(profiles: readonly Profile[], options: RefineOptions): number[][] {
  const members = profiles.map((): number[] => []);
  for (let run = 0; run < options.evidence.runCount; run++) {
    const [home] = homesOf(run, profiles, options, 0);
    const profile = home && profiles[home.at];
    if (profile && isRedIn(run, profile, options)) members[home.at]!.push(run);
  }
  return members;
}

function isRedIn(run: number, { checks }: Profile, { labels }: PlaceOptions): boolean {
  return (labels.red[run]! & checks) !== 0;
}

/**
 * Whether a run whose failing check is another one still belongs: only when what it shows goes wrong so often that
 * a miss by the grader is likelier than an innocent run.
 */
function isSure(run: number, { feature, share }: Profile, evidence: Evidence): boolean {
  let best = 0;
  for (const f of evidence.byRun[run]!)
    if (feature[f]! > 0 && share[f]! >= 0.25) best = Math.max(best, evidence.precision[f]!);
  return best >= surePrecision;
}

/** Patterns whose odds of holding the run lie above the least, best first. */
function homesOf(
  run: number,
  profiles: readonly Profile[],
  { evidence, labels }: PlaceOptions,
  least: number,
): { at: number; odds: number }[] {
  if (evidence.byRun[run]!.length === 0) return [];
  const homes: { at: number; odds: number }[] = [];
  profiles.forEach((profile, at) => {
    const odds = logOddsOf(run, profile, evidence, labels);
    if (odds > least) homes.push({ at, odds });
  });
  return homes.sort((a, b) => b.odds - a.odds);
}

/**
 * Patterns that tell the same story are one: they say something, perhaps in other words, at the same site with the
 * same red column, or the strongest feature of one is nearly as frequent in the other.
 */
function join(profiles: readonly Profile[], evidence: Evidence): number[][] {
  const joined: { profiles: Profile[]; members: number[] }[] = [];
  for (const profile of profiles) {
    const home = joined.find((one) =>
      one.profiles.some((other) => sameStory(profile, other, evidence)),
    );
    if (home) {
      home.profiles.push(profile);
      home.members.push(...profile.members);
    } else joined.push({ profiles: [profile], members: [...profile.members] });
  }
  return joined.map(({ members }) => members);
}

const shared = 0.6;

function sameStory(a: Profile, b: Profile, evidence: Evidence): boolean {
  const [first, second] = [a.top[0] ?? 0, b.top[0] ?? 0];
  if (
    evidence.wordy[first] &&
    evidence.wordy[second] &&
    evidence.group[first] === evidence.group[second]
  )
    return true;
  return isIn(strongestOf(a, evidence), b) || isIn(strongestOf(b, evidence), a);
}

function strongestOf({ top, share }: Profile, evidence: Evidence): number {
  let best = -1;
  for (const f of top)
    if (share[f]! >= shared && (best < 0 || evidence.strength[f]! > evidence.strength[best]!))
      best = f;
  return best;
}

function isIn(f: number, { share }: Profile): boolean {
  return f >= 0 && share[f]! >= shared;
}

/** Strong features whose runs belong to no pattern yet found new ones. */
function unexplained(members: readonly number[][], options: RefineOptions): number[][] {
  const { evidence, labels, minSize, chanceLevel } = options;
  const taken = new Uint8Array(evidence.runCount);
  for (const runs of members) for (const run of runs) taken[run] = 1;
  const runsOf = Array.from(evidence.features, (): number[] => []);
  evidence.byRun.forEach((shown, run) => {
    if (!taken[run]) for (const f of shown) runsOf[f]!.push(run);
  });
  const found: number[][] = [];
  const order = Array.from(runsOf.keys()).toSorted(
    (x, y) => evidence.strength[y]! - evidence.strength[x]! || x - y,
  );
  for (const f of order) {
    if (evidence.strength[f]! <= chanceLevel) break;
    const checks = evidence.checks[f]!;
    const free = runsOf[f]!.filter((run) => !taken[run]);
    const red = free.filter((run) => labels.red[run]! & checks).length;
    if (free.length < Math.max(4, minSize / 2) || red < 0.6 * free.length) continue;
    found.push(free);
    for (const run of free) taken[run] = 1;
  }
  return found;
}

function membersOf(labels: Int32Array): number[][] {
  const members: number[][] = [];
  labels.forEach((label, run) => {
    if (label < 0) return;
    while (members.length <= label) members.push([]);
    members[label]!.push(run);
  });
  return members;
}
