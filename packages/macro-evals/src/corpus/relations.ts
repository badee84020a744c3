import { asText, isLoose } from "../bundle/loose.ts";
import type { EventRow } from "../bundle/records.ts";
import { growing, type Growing, type Interner } from "./growing.ts";

/**
 * Actions of all runs with what was known when they were taken. An action is a tool call with arguments; what was
 * known are plain values that earlier calls gave, how they compare, and which of them the action passes on.
 */
export interface ActionTable {
  site: Growing;
  run: Growing;
  event: Growing;
  /** Known facts of action i: `known[knownEnd[i - 1]] .. known[knownEnd[i] - 1]`. */
  known: Growing;
  knownEnd: Growing;
  /** What the action itself says and where its values come from. */
  own: Growing;
  ownEnd: Growing;
  /** Numbers of action i, its own and those of its visit: where from, as a word, and the value beside it. */
  numberName: Growing;
  numberEnd: Growing;
  numbers: number[];
}

export function actionTable(): ActionTable {
  return {
    site: growing(),
    run: growing(),
    event: growing(),
    known: growing(),
    knownEnd: growing(),
    own: growing(),
    ownEnd: growing(),
    numberName: growing(),
    numberEnd: growing(),
    numbers: [],
  };
}

interface Held {
  site: number;
  /** Where the value is from: the tool when it was looked up, the site's number when an agent decided it. */
  from: string;
  key: string;
  value: string;
  agent: string;
  visit: number;
}

export interface RelationEncoding {
  words: Interner;
  table: ActionTable;
  /** Called for each value that an action passes on from an earlier call. */
  onCopy: (site: number, fact: number, event: number) => void;
}

const longestCategory = 24;
const mostRelated = 12;

/** Walks through one run and notes each action with what was known. */
export function encodeActions(
  events: readonly EventRow[],
  site: Int32Array,
  runNumber: number,
  encoding: RelationEncoding,
): void {
  const { words, table, onCopy } = encoding;
  const held = new Map<string, Held>();
  const today = events[0]?.ts.slice(0, 10) ?? "";
  let [visit, visitor] = [0, ""];
  const recent: { agent: string; site: number; values: Map<string, string> }[] = [];
  events.forEach((event, index) => {
    if (event.agent_name !== visitor) [visit, visitor] = [visit + 1, event.agent_name];
    if (event.node_kind !== "function") return;
    const here = site[index]!;
    const given = placedValues(event.input);
    if (given.length > 0) {
      const own = ownFacts(here, given, held, words, (fact) => onCopy(here, fact, index));
      const known = [
        ...categories(held, here, words),
        ...comparisons(held, visit, today, words),
        ...agreements(recent, words),
      ];
      table.site.push(here);
      table.run.push(runNumber);
      table.event.push(index);
      for (const fact of own) table.own.push(fact);
      for (const fact of new Set(known)) table.known.push(fact);
      for (const [name, value] of numbersOf(here, given, held, visit)) {
        table.numberName.push(words.idOf(name));
        table.numbers.push(value);
      }
      table.numberEnd.push(table.numberName.length);
      table.ownEnd.push(table.own.length);
      table.knownEnd.push(table.known.length);
      remember(recent, { agent: event.agent_name, site: here, values: new Map(given) });
    }
    // What a tool looks up is the same for whoever asks; what an agent decides is its own.
    const from = given.length > 0 ? String(here) : event.tool_name;
    for (const [key, value] of [...placedValues(event.output), ...given])
      held.set(`${from} ${key}`, { site: here, from, key, value, agent: event.agent_name, visit });
  });
}

/** Plain values with their place: last key, and for items of a list whether first, last or between. */
function placedValues(content: unknown): [key: string, value: string][] {
  const found: [string, string][] = [];
  const walk = (value: unknown, key: string, place: string, depth: number): void => {
    if (found.length >= 60 || value === null || value === undefined || depth > 5) return;
    if (Array.isArray(value))
      value.forEach((item, i) => {
        const at = i === value.length - 1 ? "last" : i === 0 ? "first" : "between";
        walk(item, key, value.length === 1 ? "only" : at, depth + 1);
      });
    else if (isLoose(value))
      for (const [name, item] of Object.entries(value)) walk(item, name, place, depth + 1);
    else {
      const text = asText(value);
      if (key !== "" && text !== "" && text.length <= 40)
        found.push([place === "" ? key : `${key}@${place}`, text]);
    }
  };
  walk(content, "", "", 0);
  return found;
}

function ownFacts(
  here: number,
  given: readonly [string, string][],
  held: ReadonlyMap<string, Held>,
  words: Interner,
  onCopy: (fact: number) => void,
): number[] {
  const facts: number[] = [];
  for (const [key, value] of given) {
    if (isCategory(value)) facts.push(words.idOf(`${key}=${value}`));
    if (value.length < 2 && !/\d/.test(value)) continue;
    for (const { site, from, key: other, value: before } of held.values()) {
      if (before !== value || site === here || isPlainWord(value)) continue;
      const fact = words.idOf(`${key}<-${from}.${other}`);
      facts.push(fact);
      onCopy(fact);
    }
  }
  return facts;
}

/** Numbers of the action and of its visit so far, by where they come from. */
function numbersOf(
  here: number,
  given: readonly [string, string][],
  held: ReadonlyMap<string, Held>,
  visit: number,
): [name: string, value: number][] {
  const found: [string, number][] = [];
  for (const [key, value] of given)
    if (isNumber(value)) found.push([`${here}.${key}`, Number(value)]);
  for (const one of held.values())
    if (one.visit === visit && one.site !== here && isNumber(one.value))
      found.push([`${one.from}.${one.key}`, Number(one.value)]);
  return found.slice(0, mostRelated);
}

/** The latest category that each call gave. */
function categories(held: ReadonlyMap<string, Held>, here: number, words: Interner): number[] {
  const facts: number[] = [];
  for (const { site, from, key, value } of held.values())
    if (site !== here && isCategory(value)) facts.push(words.idOf(`${from}.${key}=${value}`));
  return facts;
}

/** How numbers and dates of the same visit compare with each other, and dates with today. */
function comparisons(
  held: ReadonlyMap<string, Held>,
  visit: number,
  today: string,
  words: Interner,
): number[] {
  const facts: number[] = [];
  const here = [...held.values()].filter((one) => one.visit === visit);
  const numbers = here.filter(({ value }) => isNumber(value)).slice(-mostRelated);
  const dates = here.filter(({ value }) => isDate(value)).slice(-mostRelated);
  const compare = (a: Held, b: Held, order: number): void => {
    const sign = order < 0 ? "<" : order > 0 ? ">" : "==";
    facts.push(words.idOf(`${a.from}.${a.key}${sign}${b.from}.${b.key}`));
  };
  numbers.forEach((a, i) =>
    numbers.slice(i + 1).forEach((b) => compare(a, b, Number(a.value) - Number(b.value))),
  );
  dates.forEach((a, i) => {
    dates
      .slice(i + 1)
      .forEach((b) => compare(a, b, a.value < b.value ? -1 : a.value > b.value ? 1 : 0));
    facts.push(words.idOf(`${a.from}.${a.key}${a.value.slice(0, 10) < today ? "<" : ">="}today`));
  });
  return facts;
}

/** Whether the last actions of different agents agree where they say the same kind of thing. */
function agreements(
  recent: readonly { agent: string; site: number; values: Map<string, string> }[],
  words: Interner,
): number[] {
  const facts: number[] = [];
  recent.forEach((a, i) =>
    recent.slice(i + 1).forEach((b) => {
      for (const [key, value] of a.values) {
        const other = b.values.get(key);
        if (
          other !== undefined &&
          other.length <= longestCategory &&
          value.length <= longestCategory
        )
          facts.push(words.idOf(`${key}: ${a.site}${value === other ? "=" : "≠"}${b.site}`));
      }
    }),
  );
  return facts;
}

function remember<T extends { agent: string }>(recent: T[], action: T): void {
  const before = recent.findIndex(({ agent }) => agent === action.agent);
  if (before >= 0) recent.splice(before, 1);
  recent.push(action);
  if (recent.length > 3) recent.shift();
}

function isCategory(value: string): boolean {
  return value.length <= longestCategory && !/\d/.test(value) && !/\s/.test(value);
}

/** A word alone is said by many; that it recurs does not mean it was passed on. */
function isPlainWord(value: string): boolean {
  return !/\d/.test(value) && value.length <= longestCategory;
}

function isNumber(value: string): boolean {
  return value !== "" && Number.isFinite(Number(value));
}

function isDate(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}/.test(value);
}
