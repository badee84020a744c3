import { interner, type Interner } from "./growing.ts";
import { tripleTable, type TripleTable } from "./triple-table.ts";

/**
 * What a feature or a known fact is about, as two numbers. The numbers mean, by kind:
 *
 * - `text`: a string, nothing
 * - `pair`: two strings, one after the other
 * - `assigned`: key and value, two strings
 * - `lookedUp`, `decided`: a place where a value is from: tool (a string) or site, and the key
 * - `known`: a place and the value that was there
 * - `below`, `same`, `above`: two places whose values compare so
 * - `past`, `future`: a place with a date, nothing
 * - `sites`: two sites
 * - `agree`, `differ`: a key, and the `sites` that both say it
 * - `copied`: a key, and the place its value is from
 * - `both`: two terms
 * - `atLeast`, `less`: a place, and the bound as a string
 * - `said`: a tool (a string), and a term that its answer says
 */
export const termKinds = {
  text: 0,
  pair: 1,
  assigned: 2,
  lookedUp: 3,
  decided: 4,
  known: 5,
  below: 6,
  same: 7,
  above: 8,
  past: 9,
  future: 10,
  sites: 11,
  agree: 12,
  differ: 13,
  copied: 14,
  both: 15,
  atLeast: 16,
  less: 17,
  said: 18,
} as const;

/** Terms and the strings they are made of, as numbers. */
export interface Terms {
  strings: Interner;
  table: TripleTable;
  /** A term in words; sites by their number. */
  textOf(term: number): string;
}

export function termTable(): Terms {
  const strings = interner();
  const table = tripleTable();
  return { strings, table, textOf: (term) => textOf(term, strings.texts, table) };
}

function textOf(term: number, strings: readonly string[], terms: TripleTable): string {
  const [x, y] = [terms.aOf(term), terms.bOf(term)];
  const string = (id: number): string => strings[id] ?? "";
  const place = (id: number): string => textOf(id, strings, terms);
  switch (terms.kindOf(term)) {
    case termKinds.text:
      return string(x);
    case termKinds.pair:
      return `${string(x)} ${string(y)}`;
    case termKinds.assigned:
      return `${string(x)}=${string(y)}`;
    case termKinds.lookedUp:
      return `${string(x)}.${string(y)}`;
    case termKinds.decided:
      return `${x}.${string(y)}`;
    case termKinds.known:
      return `${place(x)}=${string(y)}`;
    case termKinds.below:
      return `${place(x)}<${place(y)}`;
    case termKinds.same:
      return `${place(x)}==${place(y)}`;
    case termKinds.above:
      return `${place(x)}>${place(y)}`;
    case termKinds.past:
      return `${place(x)}<today`;
    case termKinds.future:
      return `${place(x)}>=today`;
    case termKinds.agree:
      return `${string(x)}: ${terms.aOf(y)}=${terms.bOf(y)}`;
    case termKinds.differ:
      return `${string(x)}: ${terms.aOf(y)}≠${terms.bOf(y)}`;
    case termKinds.copied:
      return `${string(x)}<-${place(y)}`;
    case termKinds.both:
      return `${place(x)}\u0002${place(y)}`;
    case termKinds.said:
      return `${string(x)}~${place(y)}`;
    case termKinds.atLeast:
      return `${place(x)}>=${string(y)}`;
    case termKinds.less:
      return `${place(x)}<${string(y)}`;
    default:
      return "";
  }
}
