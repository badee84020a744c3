import type { EventRow } from "../bundle/records.ts";
import type { ActionTable } from "./actions.ts";
import type { EventContents } from "./contents.ts";
import { scratch } from "./growing.ts";
import { heldValues, type HeldValue, type HeldValues } from "./held-values.ts";
import { termKinds, type Terms } from "./terms.ts";
import { valueKinds } from "./values.ts";

export interface RelationEncoding {
  terms: Terms;
  table: ActionTable;
  /** Called for each value that an action passes on from an earlier call. */
  onCopy: (site: number, fact: number, event: number) => void;
}

/** One run: its steps, what they said, and their sites. */
interface RunSteps {
  events: readonly EventRow[];
  contents: readonly EventContents[];
  site: Int32Array;
  /** Number of the run. */
  run: number;
}

const nothing: readonly number[] = [];
const mostRelated = 12;
const mostRecent = 3;
const mostHeard = 60;

/** The latest action of an agent: its site, and what it says by key. */
interface Recent {
  agent: string;
  site: number;
  values: Map<number, number>;
}

/** Walks through runs one by one and notes each action with what was known. */
export function actionEncoder({ terms, table, onCopy }: RelationEncoding) {
  const held = heldValues(terms);
  const seen = scratch();

  return ({ events, contents, site, run }: RunSteps): void => {
    held.clear();
    const today = events[0]?.ts.slice(0, 10) ?? "";
    const recent: Recent[] = [];
    let [visit, visitor] = [0, ""];
    let heard: number[] = [];
    events.forEach((event, index) => {
      if (event.agent_name !== visitor) [visit, visitor, heard] = [visit + 1, event.agent_name, []];
      if (event.node_kind !== "function") return;
      const here = site[index]!;
      const given = contents[index]!.input?.placed ?? nothing;
      if (given.length > 0) {
        table.site.push(here);
        table.run.push(run);
        table.event.push(index);
        addOwn(here, given, index);
        addKnown(here, visit, today, recent, heard);
        addNumbers(here, given, visit);
        remember(recent, { agent: event.agent_name, site: here, values: byKey(given) });
      }
      // What a tool looks up is the same for whoever asks; what an agent decides is its own.
      const from = given.length > 0 ? -1 : terms.strings.idOf(event.tool_name);
      if (from >= 0) hear(heard, from, contents[index]!.output?.says ?? nothing);
      held.put(contents[index]!.output?.placed ?? nothing, { site: here, from, visit });
      held.put(given, { site: here, from, visit });
    });
  };

  function addOwn(here: number, given: readonly number[], index: number): void {
    for (let i = 0; i < given.length; i += 2) {
      const [key, value] = [given[i]!, given[i + 1]!];
      const kinds = held.kindsOf(value);
      if (kinds & valueKinds.category)
        table.own.push(terms.table.idOf(termKinds.assigned, key, value));
      if (kinds & (valueKinds.single | valueKinds.plainWord)) continue;
      for (const before of held.list) {
        if (before.value !== value || before.site === here) continue;
        const fact = terms.table.idOf(termKinds.copied, key, before.place);
        table.own.push(fact);
        onCopy(here, fact, index);
      }
    }
    table.ownEnd.push(table.own.length);
  }

  /** Words of what was looked up: a text can say what no plain value does. */
  function hear(heard: number[], tool: number, says: readonly number[]): void {
    for (const word of says.slice(0, mostHeard - heard.length))
      heard.push(terms.table.idOf(termKinds.said, tool, word));
  }

  function addKnown(
    here: number,
    visit: number,
    today: string,
    recent: readonly Recent[],
    heard: readonly number[],
  ): void {
    seen.clear();
    const add = (fact: number): void => {
      if (seen.get(fact) >= 0) return;
      seen.set(fact, 1);
      table.known.push(fact);
    };
    for (const { fact, site } of held.list) if (fact >= 0 && site !== here) add(fact);
    for (const fact of heard) add(fact);
    addComparisons(held, { terms, visit, today, add });
    addAgreements(recent, held, { terms, add });
    table.knownEnd.push(table.known.length);
  }

  /** Numbers of the action and of its visit so far, by where they come from. */
  function addNumbers(here: number, given: readonly number[], visit: number): void {
    let left = mostRelated;
    const add = (place: number, value: number): void => {
      if (left-- <= 0) return;
      table.numberName.push(place);
      table.numbers.push(held.numberOf(value));
    };
    for (let i = 0; i < given.length; i += 2)
      if (held.kindsOf(given[i + 1]!) & valueKinds.number)
        add(terms.table.idOf(termKinds.decided, here, given[i]!), given[i + 1]!);
    for (const one of held.list)
      if (one.visit === visit && one.site !== here && one.kinds & valueKinds.number)
        add(one.place, one.value);
    table.numberEnd.push(table.numberName.length);
  }
}

/** How numbers and dates of the same visit compare with each other, and dates with today. */
function addComparisons(
  held: HeldValues,
  about: { terms: Terms; visit: number; today: string; add: (fact: number) => void },
): void {
  const { terms, visit, today, add } = about;
  const [numbers, dates]: [HeldValue[], HeldValue[]] = [[], []];
  for (const one of held.list) {
    if (one.visit !== visit) continue;
    if (one.kinds & valueKinds.number) numbers.push(one);
    if (one.kinds & valueKinds.date) dates.push(one);
  }
  const compare = (a: HeldValue, b: HeldValue, order: number): void => {
    const kind = order < 0 ? termKinds.below : order > 0 ? termKinds.above : termKinds.same;
    add(terms.table.idOf(kind, a.place, b.place));
  };
  eachLater(numbers.slice(-mostRelated), (a, b) =>
    compare(a, b, held.numberOf(a.value) - held.numberOf(b.value)),
  );
  const text = ({ value }: HeldValue): string => terms.strings.texts[value] ?? "";
  eachLater(
    dates.slice(-mostRelated),
    (a, b) => compare(a, b, text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0),
    (a) => {
      const kind = text(a).slice(0, 10) < today ? termKinds.past : termKinds.future;
      add(terms.table.idOf(kind, a.place, 0));
    },
  );
}

function eachLater<T>(list: readonly T[], pair: (a: T, b: T) => void, one?: (a: T) => void): void {
  for (let i = 0; i < list.length; i++) {
    for (let j = i + 1; j < list.length; j++) pair(list[i]!, list[j]!);
    one?.(list[i]!);
  }
}

/** Whether the last actions of different agents agree where they say the same kind of thing. */
function addAgreements(
  recent: readonly Recent[],
  held: HeldValues,
  { terms, add }: { terms: Terms; add: (fact: number) => void },
): void {
  const short = (value: number): boolean => (held.kindsOf(value) & valueKinds.short) !== 0;
  eachLater(recent, (a, b) => {
    for (const [key, value] of a.values) {
      const other = b.values.get(key);
      if (other === undefined || !short(other) || !short(value)) continue;
      const kind = value === other ? termKinds.agree : termKinds.differ;
      add(terms.table.idOf(kind, key, terms.table.idOf(termKinds.sites, a.site, b.site)));
    }
  });
}

function byKey(given: readonly number[]): Map<number, number> {
  const values = new Map<number, number>();
  for (let i = 0; i < given.length; i += 2) values.set(given[i]!, given[i + 1]!);
  return values;
}

function remember(recent: Recent[], action: Recent): void {
  const before = recent.findIndex(({ agent }) => agent === action.agent);
  if (before >= 0) recent.splice(before, 1);
  recent.push(action);
  if (recent.length > mostRecent) recent.shift();
}
