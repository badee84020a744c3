import {
  bitSet,
  countShared,
  hasBit,
  intersection,
  membersOf,
  membersWithout,
} from "./bit-sets.ts";
import type { Encoded } from "./encode-runs.ts";
import { scratch, type Growing, type Scratch } from "./growing.ts";
import { familyNumber } from "./feature.ts";
import type { IndexBuilder } from "./feature-index.ts";

/** What usually follows from a known fact follows in at least this share of the actions ... */
const usual = 0.5;
/** ... and is this much commoner than among the other actions. */
const lift = 0.2;
/** An action is at odds with a known fact when at most this share of the actions go with it ... */
const rare = 0.5;
/** ... and chance would let at least this many times as many. */
const surplus = 1.5;
/** A known fact that holds in at least this share of the actions that could know it says nothing. */
const constant = 0.98;
/** Two known facts are held against an action together when each makes it this much surer beside the other. */
const jointLift = 0.3;
const mostOfASource = 12;

interface Action {
  run: number;
  event: number;
}

/**
 * `despite`: an action that hardly ever goes with what was known. `unlike`: an action that does not say or pass on
 * what it nearly always does when that was known. Both are found without looking at labels.
 */
export function addRuleBreaks(builder: IndexBuilder, encoded: Encoded, support: number): void {
  const numberOf = scratch();
  for (const [site, rows] of actionsBySite(encoded)) {
    if (rows.length < 4 * support) continue;
    const own = factBits(encoded.actions.own, encoded.actions.ownEnd, {
      rows,
      least: support,
      numberOf,
    });
    const known = knownFacts(encoded, { rows, least: 2 * support, numberOf });
    const add = (family: number, fact: number, broken: readonly number[]): void => {
      const { runs, events } = byRun(
        broken.map((row) => actionAt(encoded, rows[row]!, encoded.runOrder)),
      );
      if (runs.length >= support) builder.add({ family, a: site, b: fact, runs, events });
    };
    const rule = { encoded, rows: rows.length, support, add };
    addUnlikeAlways(own, rule);
    for (const [trigger, given] of known)
      for (const [fact, mine] of own) {
        const found = judge(given, mine, rule);
        if (found) addBreak(found, encoded.pairOf(fact, trigger), given, mine, rule);
      }
    for (const pair of factPairs(known, encoded, 2 * support)) addJointBreaks(pair, own, rule);
  }
}

interface Rule {
  encoded: Encoded;
  /** Number of actions of the site. */
  rows: number;
  support: number;
  add: (family: number, fact: number, rows: readonly number[]) => void;
}

function addUnlikeAlways(own: ReadonlyMap<number, Bits>, { rows, add }: Rule): void {
  const everyone = bitSet(
    Array.from({ length: rows }, (_, row) => row),
    rows,
  );
  for (const [fact, mine] of own)
    if (mine.count >= usual * rows && mine.count < rows)
      add(familyNumber.unlike, fact, membersWithout(everyone, mine.bits));
}

interface Judged {
  family: number;
  /** Share of the actions with the known fact that say the same. */
  share: number;
}

/** Whether saying it, or not saying it, breaks what usually goes with the known fact. */
function judge(given: Bits, mine: Bits, { rows, support }: Rule): Judged | undefined {
  const expected = (given.count * mine.count) / rows;
  // Whatever they share, too few would say it too often or often enough: most pairs need no counting.
  if (expected < surplus * support && mine.count < usual * given.count) return undefined;
  const both = countShared(given.bits, mine.bits);
  const share = both / given.count;
  if (both >= support && share <= rare && expected >= surplus * both)
    return { family: familyNumber.despite, share };
  const elsewhere = (mine.count - both) / Math.max(1, rows - given.count);
  if (given.count - both >= support && share >= usual && share - elsewhere >= lift)
    return { family: familyNumber.unlike, share };
  return undefined;
}

function addBreak({ family }: Judged, fact: number, given: Bits, mine: Bits, { add }: Rule): void {
  add(
    family,
    fact,
    family === familyNumber.despite
      ? membersOf(intersection(given.bits, mine.bits))
      : membersWithout(given.bits, mine.bits),
  );
}

/** Two known facts together, where that says clearly more than either alone. */
function addJointBreaks(
  { first, second, both }: FactPair,
  own: ReadonlyMap<number, Bits>,
  rule: Rule,
): void {
  for (const [fact, mine] of own) {
    const found = judge(both, mine, rule);
    if (!found) continue;
    const shared = countShared(both.bits, mine.bits);
    const surer = [first, second].every((one) => {
      const outside =
        (countShared(one.bits, mine.bits) - shared) / Math.max(1, one.count - both.count);
      const gain = found.share - outside;
      return (found.family === familyNumber.despite ? -gain : gain) >= jointLift;
    });
    if (surer) addBreak(found, rule.encoded.pairOf(fact, both.fact), both, mine, rule);
  }
}

/** Facts with the actions that knew them; without what always holds, since that tells only what came before. */
function knownFacts(
  encoded: Encoded,
  about: { rows: readonly number[]; least: number; numberOf: Scratch },
): Map<number, Bits> {
  const known = factBits(encoded.actions.known, encoded.actions.knownEnd, about);
  const ofPlace = new Map<string, number>();
  const placeOf = (fact: number) => /^([^<>=≠]+)=[^=]/.exec(encoded.textOf(fact))?.[1];
  for (const [fact, { count }] of known) {
    const place = placeOf(fact);
    if (place !== undefined) ofPlace.set(place, (ofPlace.get(place) ?? 0) + count);
  }
  const informs = ([fact, { count }]: [number, Bits]): boolean => {
    const place = placeOf(fact);
    return place === undefined || count < constant * (ofPlace.get(place) ?? 0);
  };
  return new Map([...[...known].filter(informs), ...levels(encoded, about.rows, about.least)]);
}

interface FactPair {
  first: Bits;
  second: Bits;
  both: Bits & { fact: number };
}

/** Pairs of facts that one earlier call gave. */
function* factPairs(
  known: ReadonlyMap<number, Bits>,
  encoded: Encoded,
  least: number,
): Generator<FactPair> {
  const bySource = new Map<string, { fact: number; key: string; bits: Bits }[]>();
  for (const [fact, bits] of known) {
    const [, source, key] = /^([^.:]+)\.([^<>=]+)/.exec(encoded.textOf(fact)) ?? [];
    if (source === undefined || key === undefined) continue;
    bySource.set(source, [...(bySource.get(source) ?? []), { fact, key, bits }]);
  }
  for (const facts of bySource.values()) {
    const common = facts.toSorted((a, b) => b.bits.count - a.bits.count).slice(0, mostOfASource);
    for (const [i, a] of common.entries())
      for (const b of common.slice(i + 1)) {
        if (a.key === b.key) continue;
        const count = countShared(a.bits.bits, b.bits.bits);
        if (count < least || count > Math.min(a.bits.count, b.bits.count) - least / 2) continue;
        const bits = intersection(a.bits.bits, b.bits.bits);
        const fact = encoded.wordOf(`${encoded.textOf(a.fact)} and ${encoded.textOf(b.fact)}`);
        yield { first: a.bits, second: b.bits, both: { fact, count, bits } };
      }
  }
}

function actionsBySite({ actions }: Encoded): Map<number, number[]> {
  const bySite = new Map<number, number[]>();
  for (let row = 0; row < actions.site.length; row++) {
    const list = bySite.get(actions.site.at(row));
    if (list) list.push(row);
    else bySite.set(actions.site.at(row), [row]);
  }
  return bySite;
}

function actionAt({ actions }: Encoded, row: number, runOrder: Int32Array): Action {
  return { run: runOrder[actions.run.at(row)]!, event: actions.event.at(row) };
}

interface Bits {
  count: number;
  bits: Int32Array;
}

function emptyBits(rows: number): Bits {
  return { count: 0, bits: new Int32Array((rows + 31) >> 5) };
}

function put(set: Bits, row: number): void {
  if (hasBit(set.bits, row)) return;
  set.bits[row >> 5]! |= 1 << (row & 31);
  set.count++;
}

/** Which of the rows hold each fact; facts that too few or all hold are left out. In order of first sight. */
function factBits(
  facts: Growing,
  end: Growing,
  { rows, least, numberOf }: { rows: readonly number[]; least: number; numberOf: Scratch },
): Map<number, Bits> {
  const order: number[] = [];
  const counts: number[] = [];
  const each = (use: (fact: number, position: number) => void): void =>
    rows.forEach((row, position) => {
      const to = end.at(row);
      for (let i = row === 0 ? 0 : end.at(row - 1); i < to; i++) use(facts.at(i), position);
    });
  numberOf.clear();
  each((fact) => {
    const at = numberOf.get(fact);
    if (at >= 0) counts[at]!++;
    else {
      numberOf.set(fact, counts.length);
      order.push(fact);
      counts.push(1);
    }
  });
  const sets = order.map((_, at) =>
    counts[at]! >= least && counts[at]! < rows.length ? emptyBits(rows.length) : undefined,
  );
  each((fact, position) => {
    const bits = sets[numberOf.get(fact)];
    if (bits) put(bits, position);
  });
  return new Map(
    order.flatMap((fact, at): [number, Bits][] => (sets[at] ? [[fact, sets[at]]] : [])),
  );
}

/** Whether a number lies in the upper half, or the upper or lower quarter, of what that place usually holds. */
function levels(
  encoded: Encoded,
  rows: readonly number[],
  least: number,
): [fact: number, bits: Bits][] {
  const { numberName, numberEnd, numbers } = encoded.actions;
  const byName = new Map<number, { position: number; value: number }[]>();
  rows.forEach((row, position) => {
    for (let i = row === 0 ? 0 : numberEnd.at(row - 1); i < numberEnd.at(row); i++) {
      const list = byName.get(numberName.at(i));
      const entry = { position, value: numbers[i]! };
      if (list) list.push(entry);
      else byName.set(numberName.at(i), [entry]);
    }
  });
  return [...byName].flatMap(([name, entries]) => {
    const sorted = entries.map(({ value }) => value).toSorted((a, b) => a - b);
    const cuts = new Set(
      [0.25, 0.5, 0.75].map((share) => sorted[Math.floor(share * sorted.length)]!),
    );
    return [...cuts].flatMap((cut) =>
      ([true, false] as const).flatMap((above): [number, Bits][] => {
        const bits = emptyBits(rows.length);
        for (const { position, value } of entries) if (value >= cut === above) put(bits, position);
        if (bits.count < least || bits.count >= rows.length) return [];
        const text = `${encoded.textOf(name)}${above ? ">=" : "<"}${cut}`;
        return [[encoded.wordOf(text), bits]];
      }),
    );
  });
}

/** Runs ascending, each with the first event. */
function byRun(actions: readonly Action[]): { runs: number[]; events: number[] } {
  const first = new Map<number, number>();
  for (const { run, event } of actions) first.set(run, Math.min(first.get(run) ?? Infinity, event));
  const runs = [...first.keys()].toSorted((a, b) => a - b);
  return { runs, events: runs.map((run) => first.get(run) ?? -1) };
}
