import { compare } from "../bundle/event-rows.ts";
import type { NormalizedRun, TraceRow } from "../bundle/records.ts";
import { actionsOf, actionTable, type ActionTable } from "./actions.ts";
import { contentReader, type EventContents } from "./contents.ts";
import { encodeGiven, eventEncoder, featureCollector, type Encoding } from "./encode-events.ts";
import { familyNumber } from "./feature.ts";
import { interner } from "./growing.ts";
import { actionEncoder } from "./relations.ts";
import { siteNumbers } from "./site-numbers.ts";
import { termTable, type Terms } from "./terms.ts";
import { tripleTable } from "./triple-table.ts";

/** All runs as numbers: what the analysis works on once the bundles are gone. */
export interface Encoded {
  /** Sorted by run_id. */
  traces: TraceRow[];
  /** Per run: its events' ids, sites and agents, in time order. */
  events: RunEvents[];
  /** Per run: feature numbers, and the index of the first event that shows each. */
  rows: RunFeatures[];
  /** `agent\u0001kind\u0001name` */
  sites: readonly string[];
  agents: readonly string[];
  /** A word, value or fact as text; in it sites are named by their numbers. */
  textOf(word: number): string;
  /** Family, site, detail, per feature. */
  family: Int32Array;
  a: Int32Array;
  b: Int32Array;
  actions: ActionTable;
  /** Number of a run as the actions know it -> its position in `traces`. */
  runOrder: Int32Array;
  /** A number for a fact of an action together with a fact that was known. */
  pairOf(own: number, known: number): number;
  wordOf(text: string): number;
}

export interface RunEvents {
  /** Made of one text each time: ten thousands of runs hold millions of ids. */
  readonly ids: string[];
  site: Int32Array;
  agent: Int32Array;
  /** 1 where the event is a failure marker. */
  marker: Uint8Array;
  /** 1 where the event is a tool call with arguments: something was done, not only looked up. */
  acts: Uint8Array;
}

export interface RunFeatures {
  features: Int32Array;
  at: Int16Array | Int32Array;
}

export interface Encoder {
  /** Runs that are kept. */
  readonly size: number;
  add(run: NormalizedRun): void;
  /** Forgets runs; what they said keeps its numbers. */
  drop(isDropped: (runId: string) => boolean): void;
  /** Remembers where the tables end. */
  mark(): void;
  /** Forgets all runs since the mark, and all numbers given since. */
  rewind(): void;
  /** The kept runs as one population. */
  finish(): Encoded;
}

interface Kept extends RunFeatures {
  number: number;
  trace: TraceRow;
  events: RunEvents;
}

/**
 * Takes runs one by one and keeps only numbers of them, so that a population can be larger than memory.
 * Numbers follow the order in which runs come: bring them in an order of their own.
 */
export function createEncoder(): Encoder {
  const terms = termTable();
  const agents = interner();
  const sites = siteNumbers();
  const table = tripleTable();
  const actions = actionTable();
  const shared = { terms, agents, sites, table, actions };
  const tables: Table[] = [terms.strings, terms.table, agents, sites, table, actions];
  let encodeRun = runEncoder(shared);
  let kept: Kept[] = [];
  let number = 0;
  let ends: number[] = [];

  return {
    get size() {
      return kept.length;
    },
    add(run) {
      kept.push({ number, ...encodeRun(run, number) });
      number++;
    },
    drop(isDropped) {
      kept = kept.filter(({ trace }) => !isDropped(trace.run_id));
    },
    mark() {
      ends = [number, ...tables.map(({ size }) => size)];
    },
    rewind() {
      const [runs = 0, ...sizes] = ends;
      number = runs;
      kept = kept.filter((one) => one.number < runs);
      tables.forEach((one, i) => one.truncate(sizes[i] ?? 0));
      // What was read since may name numbers that are no more.
      encodeRun = runEncoder(shared);
    },
    finish() {
      // What contents say was remembered for the runs to come; the analysis needs the room.
      encodeRun = runEncoder(shared);
      const runs = kept.toSorted((x, y) => compare(x.trace.run_id, y.trace.run_id));
      const runOrder = new Int32Array(number).fill(-1);
      runs.forEach((one, position) => (runOrder[one.number] = position));
      const { kind: family, a, b } = table.columns();
      return {
        traces: runs.map(({ trace }) => trace),
        events: runs.map(({ events }) => events),
        rows: runs.map(({ features, at }) => ({ features, at })),
        sites: sites.texts,
        agents: agents.texts,
        family,
        a,
        b,
        actions: runs.length === number ? actions : actionsOf(actions, runOrder),
        runOrder,
        ...wordsOf(terms),
      };
    },
  };
}

/** A table that can forget its last entries. */
interface Table {
  readonly size: number;
  truncate(size: number): void;
}

function runEncoder(shared: Shared): (run: NormalizedRun, number: number) => Omit<Kept, "number"> {
  const { terms, agents, sites, table, actions } = shared;
  const contentOf = contentReader(terms);
  const collector = featureCollector(table);
  const encodeEvents = eventEncoder({ sites, agents, terms, run: collector, table });
  const encodeActions = actionEncoder({
    terms,
    table: actions,
    onCopy: (site, fact, event) => collector.put(familyNumber.copies, site, fact, event),
  });
  const none = sites.idOf("", "run", "");
  return ({ trace, events }, number) => {
    collector.begin();
    encodeGiven(trace, none, { terms, run: collector });
    const contents = events.map(({ input, output }): EventContents => ({
      input: contentOf(input),
      output: contentOf(output),
    }));
    const encoded = encodeEvents(events, contents);
    encodeActions({ events, contents, site: encoded.site, run: number });
    return { trace: { ...trace }, events: encoded, ...collector.finish() };
  };
}

interface Shared extends Pick<Encoding, "terms" | "agents" | "sites" | "table"> {
  actions: ActionTable;
}

/** The texts of terms, and numbers for texts that come up later. */
function wordsOf(terms: Terms): Pick<Encoded, "textOf" | "wordOf" | "pairOf"> {
  const first = terms.table.size;
  const later = interner();
  const textOf = (word: number): string =>
    word < first ? terms.textOf(word) : (later.texts[word - first] ?? "");
  const wordOf = (text: string): number => first + later.idOf(text);
  return {
    textOf,
    wordOf,
    pairOf: (own, known) => wordOf(`${textOf(own)}\u0002${textOf(known)}`),
  };
}
