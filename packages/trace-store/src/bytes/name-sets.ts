import type { ByteTable } from "./byte-table.ts";

/**
 * Sets of names, each distinct set kept once and known by a number: most traces of a dataset share a handful of
 * sets of services, models and agents. Set 0 is empty.
 */
export interface NameSets {
  /** The number of the set with `name` added. */
  add(set: number, name: number): number;
  members(set: number): readonly number[];
  /** The names of the set in order of their code points; the same array for the same set. */
  names(set: number): readonly string[];
  /** `names` as JSON. */
  json(set: number): string;
  saved(): number[][];
}

export function createNameSets(
  names: ByteTable,
  saved: readonly (readonly number[])[] = [[]],
): NameSets {
  const sets: number[][] = saved.map((set) => [...set]);
  const byMembers = new Map(sets.map((set, id) => [set.join(","), id]));
  const additions = new Map<number, number>();
  const sorted: (readonly string[] | undefined)[] = [];
  const json: (string | undefined)[] = [];

  function compute(set: number, name: number): number {
    const members = sets[set] ?? [];
    if (members.includes(name)) return set;
    const bigger = [...members, name].sort((a, b) => a - b);
    const key = bigger.join(",");
    const known = byMembers.get(key);
    if (known !== undefined) return known;
    sets.push(bigger);
    byMembers.set(key, sets.length - 1);
    return sets.length - 1;
  }

  function namesOf(set: number): readonly string[] {
    return (sorted[set] ??= (sets[set] ?? [])
      .toSorted((a, b) => names.compare(a, b))
      .map((name) => names.text(name)));
  }

  return {
    add(set, name) {
      const key = set * 0x4000000 + name;
      const known = additions.get(key);
      if (known !== undefined) return known;
      const result = compute(set, name);
      additions.set(key, result);
      return result;
    },
    members: (set) => sets[set] ?? [],
    names: namesOf,
    json: (set) => (json[set] ??= JSON.stringify(namesOf(set))),
    saved: () => sets,
  };
}
