import type { Encoded } from "./encode-runs.ts";
import { familyNumber } from "./feature.ts";
import type { IndexBuilder } from "./feature-index.ts";

/** What usually follows from a known fact follows in at least this share of the actions ... */
const usual = 0.7;
/** ... and is this much commoner than among the other actions. */
const lift = 0.2;
/** An action is at odds with a known fact when at most this share of the actions go with it ... */
const rare = 0.25;
/** ... and chance would let at least this many times as many. */
const surplus = 2.5;

interface Action {
  run: number;
  event: number;
}

/**
 * `despite`: an action that hardly ever goes with what was known. `unlike`: an action that does not say or pass on
 * what it nearly always does when that was known. Both are found without looking at labels.
 */
export function addRuleBreaks(builder: IndexBuilder, encoded: Encoded, support: number): void {
  for (const [site, rows] of actionsBySite(encoded)) {
    if (rows.length < 4 * support) continue;
    const known = factBits(
      encoded.actions.known.view(),
      encoded.actions.knownEnd.view(),
      rows,
      2 * support,
    );
    for (const [fact, bits] of levels(encoded, rows, 2 * support)) known.set(fact, bits);
    const own = factBits(encoded.actions.own.view(), encoded.actions.ownEnd.view(), rows, support);
    const add = (family: number, a: number, rowsOf: number[]): void => {
      const { runs, events } = byRun(
        rowsOf.map((row) => actionAt(encoded, rows[row]!, encoded.runOrder)),
      );
      if (runs.length >= support) builder.add({ family, a: site, b: a, runs, events });
    };
    const everyone = { count: rows.length, bits: new Int32Array((rows.length + 31) >> 5).fill(-1) };
    for (const [fact, mine] of own)
      if (mine.count >= usual * rows.length && mine.count < rows.length)
        add(familyNumber.unlike, fact, breaking(everyone.bits, mine.bits, rows.length, false));
    for (const [trigger, given] of known)
      for (const [fact, mine] of own) {
        let both = 0;
        for (let i = 0; i < given.bits.length; i++) both += ones(given.bits[i]! & mine.bits[i]!);
        const expected = (given.count * mine.count) / rows.length;
        const share = both / given.count;
        const elsewhere = (mine.count - both) / Math.max(1, rows.length - given.count);
        if (both >= support && share <= rare && expected >= surplus * both)
          add(
            familyNumber.despite,
            encoded.pairOf(fact, trigger),
            breaking(given.bits, mine.bits, rows.length, true),
          );
        else if (given.count - both >= support && share >= usual && share - elsewhere >= lift)
          add(
            familyNumber.unlike,
            encoded.pairOf(fact, trigger),
            breaking(given.bits, mine.bits, rows.length, false),
          );
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

/** Which of the rows hold each fact; facts that too few or all hold are left out. */
function factBits(
  facts: Int32Array,
  end: Int32Array,
  rows: readonly number[],
  least: number,
): Map<number, Bits> {
  const counts = new Map<number, number>();
  const each = (use: (fact: number, position: number) => void): void =>
    rows.forEach((row, position) => {
      for (let i = row === 0 ? 0 : end[row - 1]!; i < end[row]!; i++) use(facts[i]!, position);
    });
  each((fact) => counts.set(fact, (counts.get(fact) ?? 0) + 1));
  const found = new Map<number, Bits>();
  for (const [fact, count] of counts)
    if (count >= least && count < rows.length)
      found.set(fact, { count: 0, bits: new Int32Array((rows.length + 31) >> 5) });
  each((fact, position) => {
    const bits = found.get(fact);
    if (!bits || bits.bits[position >> 5]! & (1 << (position & 31))) return;
    bits.bits[position >> 5]! |= 1 << (position & 31);
    bits.count++;
  });
  return found;
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
        const bits = new Int32Array((rows.length + 31) >> 5);
        let count = 0;
        for (const { position, value } of entries)
          if (value >= cut === above && !(bits[position >> 5]! & (1 << (position & 31)))) {
            bits[position >> 5]! |= 1 << (position & 31);
            count++;
          }
        if (count < least || count >= rows.length) return [];
        return [
          [
            encoded.wordOf(`${encoded.words[name] ?? ""}${above ? ">=" : "<"}${cut}`),
            { count, bits },
          ],
        ];
      }),
    );
  });
}

function breaking(given: Int32Array, mine: Int32Array, rows: number, together: boolean): number[] {
  const found: number[] = [];
  for (let row = 0; row < rows; row++) {
    const bit = 1 << (row & 31);
    if (given[row >> 5]! & bit && Boolean(mine[row >> 5]! & bit) === together) found.push(row);
  }
  return found;
}

/** Runs ascending, each with the first event. */
function byRun(actions: readonly Action[]): { runs: number[]; events: number[] } {
  const first = new Map<number, number>();
  for (const { run, event } of actions) first.set(run, Math.min(first.get(run) ?? Infinity, event));
  const runs = [...first.keys()].toSorted((a, b) => a - b);
  return { runs, events: runs.map((run) => first.get(run) ?? -1) };
}

function ones(bits: number): number {
  let v = bits - ((bits >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
