import type { Encoded } from "./encode-runs.ts";
import { familyNumber } from "./feature.ts";
import type { IndexBuilder, IndexOptions, Shown } from "./feature-index.ts";

interface Context extends IndexOptions {
  encoded: Encoded;
  shown: Shown;
  support: number;
}

/** A step is expected in a case type when at least this share of its runs makes it. */
const expectedShare = 0.6;
/** ... and is unusual in one when at most this share makes it. */
const unusualShare = 0.12;
/** One order of two steps is the usual one when at least this share of the runs with both shows it. */
const usualOrder = 0.85;

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
  const compact = commonSites(firsts, encoded.sites.length, support);
  const size = compact.sites.length;
  const local = firsts.map(({ sites }) => sites.map((site) => compact.numberOf[site]!));
  const ahead = countAhead(local, size);
  const reversed = new Map<number, { runs: number[]; events: number[] }>();
  const isReversed = new Uint8Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) {
      const rare = ahead[i * size + j]!;
      const usual = ahead[j * size + i]!;
      if (rare < support || usual < usualOrder * (rare + usual)) continue;
      isReversed[i * size + j] = 1;
      reversed.set(i * size + j, { runs: [], events: [] });
    }
  local.forEach((sites, run) => {
    for (let i = 0; i < sites.length; i++) {
      const row = sites[i]! * size;
      if (row < 0) continue;
      for (let j = i + 1; j < sites.length; j++) {
        if (sites[j]! < 0 || !isReversed[row + sites[j]!]) continue;
        const found = reversed.get(row + sites[j]!);
        found?.runs.push(run);
        found?.events.push(firsts[run]!.events[i]!);
      }
    }
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

/** How often each site is first visited ahead of each other, as a table of all pairs. */
function countAhead(runs: readonly Int32Array[], size: number): Int32Array {
  const ahead = new Int32Array(size * size);
  for (const sites of runs)
    for (let i = 0; i < sites.length; i++) {
      const row = sites[i]! * size;
      if (row < 0) continue;
      for (let j = i + 1; j < sites.length; j++) if (sites[j]! >= 0) ahead[row + sites[j]!]!++;
    }
  return ahead;
}

function indexesWhere(from: number, to: number, holds: (i: number) => boolean): number[] {
  const found: number[] = [];
  for (let i = from; i < to; i++) if (holds(i)) found.push(i);
  return found;
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
