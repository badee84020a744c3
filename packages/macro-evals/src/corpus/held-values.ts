import { scratch } from "./growing.ts";
import { termKinds, type Terms } from "./terms.ts";
import { kindsOf, valueKinds } from "./values.ts";

/** The latest plain value from a place of a run. */
export interface HeldValue {
  /** Term. */
  place: number;
  /** String, and its `valueKinds`. */
  value: number;
  kinds: number;
  /** Site that gave the value last, and the visit of an agent it was in. */
  site: number;
  visit: number;
  /** Term: that this value was there; -1 when it is no category. */
  fact: number;
}

export interface HeldValues {
  /** In the order in which the places first gave one. */
  list: readonly HeldValue[];
  clear(): void;
  /**
   * @param pairs alternating key and value, as strings' numbers
   * @param by the site; the tool's string when it was looked up, -1 when an agent decided it; the visit
   */
  put(pairs: readonly number[], by: { site: number; from: number; visit: number }): void;
  /** `valueKinds` of a string. */
  kindsOf(value: number): number;
  numberOf(value: number): number;
}

export function heldValues({ strings, table }: Terms): HeldValues {
  const at = scratch();
  const kindsOfString = stringKinds(strings.texts);
  const list: HeldValue[] = [];
  const entryOf = (place: number): HeldValue => {
    const known = list[at.get(place)];
    if (known) return known;
    const entry = { place, value: -1, kinds: 0, site: -1, visit: -1, fact: -1 };
    at.set(place, list.push(entry) - 1);
    return entry;
  };
  return {
    list,
    clear() {
      at.clear();
      list.length = 0;
    },
    put(pairs, { site, from, visit }) {
      for (let i = 0; i < pairs.length; i += 2) {
        const key = pairs[i]!;
        const value = pairs[i + 1]!;
        const entry = entryOf(
          from < 0
            ? table.idOf(termKinds.decided, site, key)
            : table.idOf(termKinds.lookedUp, from, key),
        );
        entry.site = site;
        entry.visit = visit;
        if (entry.value === value) continue;
        entry.value = value;
        entry.kinds = kindsOfString(value);
        entry.fact =
          entry.kinds & valueKinds.category ? table.idOf(termKinds.known, entry.place, value) : -1;
      }
    },
    kindsOf: kindsOfString,
    numberOf: (value) => Number(strings.texts[value]),
  };
}

function stringKinds(texts: readonly string[]): (value: number) => number {
  const known = scratch();
  return (value) => {
    let kinds = known.get(value);
    if (kinds < 0) {
      kinds = kindsOf(texts[value] ?? "");
      known.set(value, kinds);
    }
    return kinds;
  };
}
