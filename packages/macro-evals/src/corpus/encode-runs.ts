import { compare } from "../bundle/event-rows.ts";
import { asText, isLoose } from "../bundle/loose.ts";
import type { EventRow, NormalizedRun, TraceRow } from "../bundle/records.ts";
import { familyNumber } from "./feature.ts";
import { growing, interner, type Growing, type Interner } from "./growing.ts";
import { actionTable, encodeActions, type ActionTable } from "./relations.ts";
import { leavesOf, type Leaves } from "./leaves.ts";

/** All runs as numbers: what the analysis works on once the bundles are gone. */
export interface Encoded {
  /** Sorted by run_id. */
  traces: TraceRow[];
  /** Per run: its events' ids, sites and agents, in time order. */
  events: RunEvents[];
  /** Per run: feature numbers, and the index of the first event that shows each. */
  rows: { features: Int32Array; at: Int32Array }[];
  /** `agent\u0001kind\u0001name` */
  sites: readonly string[];
  agents: readonly string[];
  words: readonly string[];
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
  ids: string[];
  site: Int32Array;
  agent: Int32Array;
  /** 1 where the event is a failure marker. */
  marker: Uint8Array;
  /** 1 where the event is a tool call with arguments: something was done, not only looked up. */
  acts: Uint8Array;
}

export interface Encoder {
  add(run: NormalizedRun): void;
  finish(): Encoded;
}

const separator = "\u0001";

/**
 * Takes runs one by one and keeps only numbers of them, so that a population can be larger than memory.
 * Numbers follow the order in which runs come: bring them in an order of their own.
 */
export function createEncoder(): Encoder {
  const sites = interner();
  const agents = interner();
  const words = interner();
  const table = featureTable();
  const actions = actionTable();
  const kept: {
    number: number;
    trace: TraceRow;
    events: RunEvents;
    features: Int32Array;
    at: Int32Array;
  }[] = [];
  const contents = contentCache(words);

  return {
    add({ trace, events }) {
      const run = runFeatures(table);
      encodeGiven(trace, { sites, words, run });
      const encoded = encodeEvents(events, { sites, agents, words, contents, run });
      encodeActions(events, encoded.site, kept.length, {
        words,
        table: actions,
        onCopy: (site, fact, event) => run.put(familyNumber.copies, site, fact, event),
      });
      kept.push({ number: kept.length, trace: { ...trace }, events: encoded, ...run.finish() });
    },
    finish() {
      kept.sort((x, y) => compare(x.trace.run_id, y.trace.run_id));
      const runOrder = new Int32Array(kept.length);
      kept.forEach(({ number }, position) => (runOrder[number] = position));
      return {
        traces: kept.map(({ trace }) => trace),
        events: kept.map(({ events }) => events),
        rows: kept.map(({ features, at }) => ({ features, at })),
        sites: sites.texts,
        agents: agents.texts,
        words: words.texts,
        family: table.family.view(),
        a: table.a.view(),
        b: table.b.view(),
        actions,
        runOrder,
        wordOf: words.idOf,
        pairOf: (own, known) =>
          words.idOf(`${words.texts[own] ?? ""}\u0002${words.texts[known] ?? ""}`),
      };
    },
  };
}

interface FeatureTable {
  idOf(family: number, a: number, b: number): number;
  family: Growing;
  a: Growing;
  b: Growing;
}

/** Numbers for (family, a, b), by an open-addressed table: a Map would box every key. */
function featureTable(): FeatureTable {
  const [family, a, b] = [growing(), growing(), growing()];
  let slots = new Int32Array(1 << 16).fill(-1);
  const place = (f: number, x: number, y: number): number => {
    let slot =
      (Math.imul(x, 0x9e3779b1) ^
        Math.imul(y + 0x7f4a7c15, 0x85ebca6b) ^
        Math.imul(f, 0xc2b2ae35)) >>>
      0;
    slot = (slot ^ (slot >>> 15)) & (slots.length - 1);
    for (;;) {
      const id = slots[slot]!;
      if (id < 0) return slot;
      if (a.at(id) === x && b.at(id) === y && family.at(id) === f) return slot;
      slot = (slot + 1) & (slots.length - 1);
    }
  };
  const grow = (): void => {
    slots = new Int32Array(slots.length * 2).fill(-1);
    for (let id = 0; id < family.length; id++) slots[place(family.at(id), a.at(id), b.at(id))] = id;
  };
  return {
    family,
    a,
    b,
    idOf(f, x, y) {
      let slot = place(f, x, y);
      const found = slots[slot]!;
      if (found >= 0) return found;
      if (family.length * 2 > slots.length) {
        grow();
        slot = place(f, x, y);
      }
      const id = family.length;
      slots[slot] = id;
      family.push(f);
      a.push(x);
      b.push(y);
      return id;
    },
  };
}

interface RunFeatures {
  put(family: number, a: number, b: number, event: number): void;
  finish(): { features: Int32Array; at: Int32Array };
}

/** Features of one run, each with the first event that shows it. */
function runFeatures(table: FeatureTable): RunFeatures {
  const seen = new Set<number>();
  const [features, at] = [growing(), growing()];
  return {
    put(family, a, b, event) {
      const id = table.idOf(family, a, b);
      if (seen.has(id)) return;
      seen.add(id);
      features.push(id);
      at.push(event);
    },
    finish: () => ({ features: features.view().slice(), at: at.view().slice() }),
  };
}

/** What a content says, as numbers. */
interface Content {
  /** Words and pairs of neighbours. */
  says: Int32Array;
  /** `key=value` */
  values: Int32Array;
  /** Alternating key and value, of plain values and of figures in texts. */
  held: Int32Array;
}

interface Encoding {
  sites: Interner;
  agents: Interner;
  words: Interner;
  contents: (content: unknown) => Content;
  run: RunFeatures;
}

function encodeEvents(events: readonly EventRow[], encoding: Encoding): RunEvents {
  const { sites, agents, run } = encoding;
  const site = new Int32Array(events.length);
  const agent = new Int32Array(events.length);
  const visits = new Map<number, number>();
  const held = new Map<number, { value: number; agent: number }>();
  events.forEach((event, index) => {
    const here = sites.idOf(siteOf(event));
    const who = agents.idOf(event.agent_name);
    site[index] = here;
    agent[index] = who;
    run.put(familyNumber.does, here, 0, index);
    const visit = (visits.get(here) ?? 0) + 1;
    visits.set(here, visit);
    if (visit > 1 && visit < 5) run.put(familyNumber.repeats, here, visit, index);
    for (const content of [event.input, event.output])
      if (content !== undefined && content !== null && content !== "")
        encodeContent(encoding.contents(content), { here, who, index, held, run });
  });
  encodeSuccession(events, site, encoding);
  return {
    ids: events.map(({ event_id }) => event_id),
    site,
    agent,
    acts: Uint8Array.from(events, ({ node_kind, input }) =>
      node_kind === "function" && isLoose(input) && Object.keys(input).length > 0 ? 1 : 0,
    ),
    marker: Uint8Array.from(events, ({ is_failure_marker }) => (is_failure_marker ? 1 : 0)),
  };
}

/** Metadata values: never compared themselves, since outcomes are among them. */
function encodeGiven(
  { attributes, environment }: TraceRow,
  { sites, words, run }: Pick<Encoding, "sites" | "words" | "run">,
): void {
  const none = sites.idOf(`${separator}run${separator}`);
  for (const [key, value] of Object.entries(attributes))
    run.put(familyNumber.given, none, words.idOf(`${key}=${value}`), -1);
  for (const event of environment)
    run.put(familyNumber.given, none, words.idOf(`environment=${event}`), -1);
}

function encodeContent(
  { says, values, held: pairs }: Content,
  at: {
    here: number;
    who: number;
    index: number;
    held: Map<number, { value: number; agent: number }>;
    run: RunFeatures;
  },
): void {
  const { here, who, index, held, run } = at;
  for (const word of says) run.put(familyNumber.says, here, word, index);
  for (const value of values) run.put(familyNumber.value, here, value, index);
  for (let i = 0; i < pairs.length; i += 2) {
    const key = pairs[i]!;
    const value = pairs[i + 1]!;
    const before = held.get(key);
    if (before && before.value !== value && before.agent !== who)
      run.put(familyNumber.changed, here, key, index);
    if (!before || before.value !== value) held.set(key, { value, agent: who });
  }
}

/** Which handoff target or tool came after which. */
function encodeSuccession(
  events: readonly EventRow[],
  site: Int32Array,
  { agents, run }: Encoding,
): void {
  let [last, beforeLast, lastTool] = [-1, -1, -1];
  events.forEach((event, index) => {
    if (event.node_kind === "handoff") {
      const target = agents.idOf(event.target_agent);
      // Targets are told from tools by their sign.
      if (last >= 0) run.put(familyNumber.follows, -1 - last, -1 - target, index);
      if (beforeLast >= 0 && beforeLast !== target)
        run.put(familyNumber.follows, -1 - beforeLast, -1 - target, index);
      [beforeLast, last] = [last, target];
    } else if (event.node_kind === "function") {
      const here = site[index]!;
      if (lastTool >= 0 && lastTool !== here) run.put(familyNumber.follows, lastTool, here, index);
      lastTool = here;
    }
  });
}

/** Who, what kind of step, and which tool, target, status or code. */
function siteOf(event: EventRow): string {
  const name =
    event.node_kind === "handoff"
      ? event.target_agent
      : event.node_kind === "status"
        ? event.run_status
        : event.node_kind === "finding"
          ? event.finding_code
          : event.tool_name;
  return `${event.agent_name}${separator}${event.node_kind}${separator}${name}`;
}

const mostCached = 200_000;

/** Contents repeat a lot; each distinct one is broken down once. */
function contentCache(words: Interner): (content: unknown) => Content {
  const cache = new Map<string, Content>();
  return (content) => {
    const text = asText(content);
    const known = cache.get(text);
    if (known) return known;
    const encoded = encodeLeaves(leavesOf(content), words);
    if (cache.size < mostCached && text.length < 400) cache.set(text, encoded);
    return encoded;
  };
}

function encodeLeaves({ texts, values, figures }: Leaves, words: Interner): Content {
  const says = new Set<number>();
  for (const text of texts)
    text.forEach((word, i) => {
      says.add(words.idOf(word));
      const next = text[i + 1];
      if (next !== undefined) says.add(words.idOf(`${word} ${next}`));
    });
  return {
    says: Int32Array.from(says),
    values: Int32Array.from(new Set(values.map(([key, value]) => words.idOf(`${key}=${value}`)))),
    held: Int32Array.from(
      [...values, ...figures].flatMap(([key, value]) => [words.idOf(key), words.idOf(value)]),
    ),
  };
}
