import type { Encoded } from "./encode-runs.ts";
import { familyNumber } from "./feature.ts";
import type { IndexBuilder, IndexOptions, Shown } from "./feature-index.ts";

interface Context extends IndexOptions {
  encoded: Encoded;
  shown: Shown;
  support: number;
}

/** A step is expected in a case type when at least this share of its runs makes it. */
const expectedShare = 0.8;
/** ... and is unusual in one when at most this share makes it. */
const unusualShare = 0.12;
/** One order of two steps is the usual one when at least this share of the runs with both shows it. */
const usualOrder = 0.85;
/** A consequence follows its trigger when at least this share of the runs with the trigger shows it ... */
const usualConsequence = 0.7;
/** ... and it is this much commoner than in runs without the trigger. */
const consequenceLift = 0.15;

/** `lacks`: sites that nearly every run of the same stratum visits, missing here. `unusual`: the reverse. */
export function addOmissions(builder: IndexBuilder, context: Context): void {
  const { encoded, shown, stratum, strata, support } = context;
  const size = countRuns(stratum, strata);
  for (const feature of shown.order) {
    if (encoded.family[feature] !== familyNumber.does) continue;
    const has = new Uint8Array(encoded.traces.length);
    const hits = new Int32Array(strata);
    for (let i = shown.start[feature]!; i < shown.start[feature + 1]!; i++) {
      const run = shown.run[i]!;
      has[run] = 1;
      hits[stratum[run]!]!++;
    }
    const [from, to] = [shown.start[feature]!, shown.start[feature + 1]!];
    const odd = indexesWhere(from, to, (i) => {
      const s = stratum[shown.run[i]!]!;
      return hits[s]! <= unusualShare * size[s]!;
    });
    if (odd.length >= support && odd.length < to - from)
      builder.add({
        family: familyNumber.unusual,
        a: encoded.a[feature]!,
        b: 0,
        runs: odd.map((i) => shown.run[i]!),
        events: odd.map((i) => shown.event[i]!),
      });
    const missing: number[] = [];
    for (let run = 0; run < has.length; run++) {
      const s = stratum[run]!;
      if (!has[run] && hits[s]! >= expectedShare * size[s]! && size[s]! >= 2 * support)
        missing.push(run);
    }
    if (missing.length >= support)
      builder.add({ family: familyNumber.lacks, a: encoded.a[feature]!, b: 0, runs: missing });
  }
}

/** `before`: of two sites, the one that mostly comes later came first. */
export function addReversals(builder: IndexBuilder, { encoded, support }: Context): void {
  const firsts = encoded.events.map(({ site }) => firstVisits(site));
  const siteCount = encoded.sites.length;
  const compact = commonSites(firsts, siteCount, support);
  const size = compact.sites.length;
  const ahead = new Int32Array(size * size);
  const visit = (use: (first: number, second: number, run: number, event: number) => void): void =>
    firsts.forEach(({ sites, events }, run) => {
      const local = [...sites].map((site) => compact.numberOf[site]!);
      for (let i = 0; i < local.length; i++) {
        if (local[i]! < 0) continue;
        for (let j = i + 1; j < local.length; j++)
          if (local[j]! >= 0) use(local[i]!, local[j]!, run, events[i]!);
      }
    });
  visit((first, second) => void ahead[first * size + second]!++);
  const reversed = new Map<number, { runs: number[]; events: number[] }>();
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) {
      const [rare, usual] = [ahead[i * size + j]!, ahead[j * size + i]!];
      if (rare >= support && usual >= usualOrder * (rare + usual))
        reversed.set(i * size + j, { runs: [], events: [] });
    }
  visit((first, second, run, event) => {
    const found = reversed.get(first * size + second);
    found?.runs.push(run);
    found?.events.push(event);
  });
  for (const [pair, { runs, events }] of reversed)
    builder.add({
      family: familyNumber.before,
      a: compact.sites[Math.floor(pair / size)]!,
      b: compact.sites[pair % size]!,
      runs,
      events,
    });
}

/** `without`: a trigger that nearly always brings a site with it, in runs where that site is missing. */
export function addConditionalOmissions(builder: IndexBuilder, context: Context): void {
  const { encoded, shown, support } = context;
  const n = encoded.traces.length;
  const blocks = (n + 31) >> 5;
  const bits = (feature: number): Int32Array => {
    const mask = new Int32Array(blocks);
    for (let i = shown.start[feature]!; i < shown.start[feature + 1]!; i++)
      mask[shown.run[i]! >> 5]! |= 1 << (shown.run[i]! & 31);
    return mask;
  };
  const runsOf = (feature: number): number => shown.start[feature + 1]! - shown.start[feature]!;
  const wanted = shown.order
    .filter(
      (f) =>
        encoded.family[f] === familyNumber.does && runsOf(f) >= 4 * support && runsOf(f) < 0.98 * n,
    )
    .map((feature) => ({ feature, mask: bits(feature), runs: runsOf(feature) }));
  const seen = new Set<string>();
  for (const trigger of shown.order) {
    const family = encoded.family[trigger];
    const runs = runsOf(trigger);
    if (!triggers.has(family)) continue;
    if (runs < 4 * support || runs > 0.9 * n) continue;
    const mask = bits(trigger);
    for (const consequence of wanted) {
      if (consequence.feature === trigger || consequence.runs < usualConsequence * runs) continue;
      let both = 0;
      for (let i = 0; i < blocks; i++) both += ones(mask[i]! & consequence.mask[i]!);
      const broken = runs - both;
      if (broken < support || both < usualConsequence * runs) continue;
      const elsewhere = (consequence.runs - both) / (n - runs);
      if (both / runs - elsewhere < consequenceLift) continue;
      const broke: number[] = [];
      for (let i = shown.start[trigger]!; i < shown.start[trigger + 1]!; i++) {
        const run = shown.run[i]!;
        if (!(consequence.mask[run >> 5]! & (1 << (run & 31)))) broke.push(run);
      }
      // Many triggers tell the same story; one of each set of runs is enough.
      const story = `${consequence.feature}:${broke.join()}`;
      if (seen.has(story)) continue;
      seen.add(story);
      builder.add({
        family: familyNumber.without,
        a: encoded.a[consequence.feature]!,
        b: trigger,
        runs: broke,
      });
    }
  }
}

function indexesWhere(from: number, to: number, holds: (i: number) => boolean): number[] {
  const found: number[] = [];
  for (let i = from; i < to; i++) if (holds(i)) found.push(i);
  return found;
}

const triggers: ReadonlySet<number | undefined> = new Set([
  familyNumber.does,
  familyNumber.value,
  familyNumber.says,
  familyNumber.given,
  familyNumber.copies,
]);

function ones(bits: number): number {
  let v = bits - ((bits >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function countRuns(stratum: Int32Array, strata: number): Int32Array {
  const size = new Int32Array(strata);
  for (const s of stratum) size[s]!++;
  return size;
}

function firstVisits(site: Int32Array): { sites: Int32Array; events: Int32Array } {
  const seen = new Map<number, number>();
  site.forEach((id, event) => {
    if (!seen.has(id)) seen.set(id, event);
  });
  return { sites: Int32Array.from(seen.keys()), events: Int32Array.from(seen.values()) };
}

const mostSites = 1500;

/** Sites that enough runs visit, numbered anew; at most 1,500, so that pairs fit in a table. */
function commonSites(firsts: readonly { sites: Int32Array }[], siteCount: number, support: number) {
  const runs = new Int32Array(siteCount);
  const order: number[] = [];
  for (const { sites } of firsts)
    for (const site of sites) if (runs[site]!++ === 0) order.push(site);
  const rank = new Map(order.map((site, i) => [site, i]));
  const sites = order
    .filter((site) => runs[site]! >= support)
    .toSorted((x, y) => runs[y]! - runs[x]! || (rank.get(x) ?? 0) - (rank.get(y) ?? 0))
    .slice(0, mostSites);
  const numberOf = new Int32Array(siteCount).fill(-1);
  sites.forEach((site, i) => (numberOf[site] = i));
  return { sites, numberOf };
}
