import { isLoose } from "../bundle/loose.ts";
import type { EventRow, TraceRow } from "../bundle/records.ts";
import type { Content, EventContents, Shown } from "./contents.ts";
import type { RunEvents, RunFeatures } from "./encode-runs.ts";
import { familyNumber } from "./feature.ts";
import { growing, scratch, type Interner } from "./growing.ts";
import type { SiteNumbers } from "./site-numbers.ts";
import { termKinds, type Terms } from "./terms.ts";
import type { TripleTable } from "./triple-table.ts";

export interface FeatureCollector {
  /** Number of the present run. */
  readonly run: number;
  begin(): void;
  put(family: number, a: number, b: number, event: number): void;
  putAll(features: readonly number[], event: number): void;
  finish(): RunFeatures;
}

/** Features of one run after the other, each with the first event that shows it. */
export function featureCollector(table: TripleTable): FeatureCollector {
  const seen = scratch();
  let run = -1;
  let [features, at] = [growing(), growing()];
  const add = (id: number, event: number): void => {
    if (seen.get(id) >= 0) return;
    seen.set(id, 0);
    features.push(id);
    at.push(event);
  };
  return {
    get run() {
      return run;
    },
    begin() {
      run++;
      seen.clear();
      [features, at] = [growing(), growing()];
    },
    put: (family, a, b, event) => add(table.idOf(family, a, b), event),
    putAll(ids, event) {
      for (const id of ids) add(id, event);
    },
    finish: () => ({ features: features.view().slice(), at: compact(at.view()) }),
  };
}

const separator = "\u0001";
const longest = 2 ** 15;

function compact(at: Int32Array): Int16Array | Int32Array {
  return at.some((event) => event >= longest) ? at.slice() : Int16Array.from(at);
}

export interface Encoding {
  sites: SiteNumbers;
  agents: Interner;
  terms: Terms;
  run: FeatureCollector;
  table: TripleTable;
}

/** Metadata values: never compared themselves, since outcomes are among them. */
export function encodeGiven(
  { attributes, environment }: TraceRow,
  none: number,
  { terms, run }: Pick<Encoding, "terms" | "run">,
): void {
  const put = (key: string, value: string): void => {
    const { strings, table } = terms;
    const given = table.idOf(termKinds.assigned, strings.idOf(key), strings.idOf(value));
    run.put(familyNumber.given, none, given, -1);
  };
  for (const [key, value] of Object.entries(attributes)) put(key, value);
  for (const event of environment) put("environment", event);
}

export function eventEncoder(
  encoding: Encoding,
): (events: readonly EventRow[], contents: readonly EventContents[]) => RunEvents {
  const { sites, agents, run } = encoding;
  const visits = scratch();
  const noteContent = contentEncoder(encoding);
  return (events, contents) => {
    const site = new Int32Array(events.length);
    const agent = new Int32Array(events.length);
    visits.clear();
    noteContent.begin();
    events.forEach((event, index) => {
      const here = sites.idOf(event.agent_name, event.node_kind, nameOf(event));
      const who = agents.idOf(event.agent_name);
      site[index] = here;
      agent[index] = who;
      run.put(familyNumber.does, here, 0, index);
      const visit = Math.max(0, visits.get(here)) + 1;
      visits.set(here, visit);
      if (visit > 1 && visit < 5) run.put(familyNumber.repeats, here, visit, index);
      const at = { here, who, index };
      const { input, output } = contents[index]!;
      if (input) noteContent.add(input, at);
      if (output) noteContent.add(output, at);
    });
    encodeSuccession(events, site, encoding);
    const ids = events.map(({ event_id }) => event_id).join(separator);
    return {
      get ids() {
        return ids.split(separator);
      },
      site,
      agent,
      acts: Uint8Array.from(events, ({ node_kind, input }) =>
        node_kind === "function" && isLoose(input) && Object.keys(input).length > 0 ? 1 : 0,
      ),
      marker: Uint8Array.from(events, ({ is_failure_marker }) => (is_failure_marker ? 1 : 0)),
    };
  };
}

/** What contents say, and which values change from one agent to another. */
function contentEncoder({ run, table, terms }: Encoding) {
  const [heldValue, heldBy] = [scratch(), scratch()];
  const shown = shownFeatures(table);
  return {
    begin(): void {
      heldValue.clear();
      heldBy.clear();
    },
    add(
      content: Content,
      { here, who, index }: { here: number; who: number; index: number },
    ): void {
      const own = shown(content, here);
      if (own.run !== run.run) run.putAll(own.features, index);
      own.run = run.run;
      for (let i = 0; i < content.held.length; i += 2) {
        const key = content.held[i]!;
        const value = content.held[i + 1]!;
        const before = heldValue.get(key);
        if (before === value) continue;
        if (before >= 0 && heldBy.get(key) !== who)
          run.put(familyNumber.changed, here, terms.table.idOf(termKinds.text, key, 0), index);
        heldValue.set(key, value);
        heldBy.set(key, who);
      }
    },
  };
}

/** The features of a content at a site; the same contents come up at the same sites again and again. */
function shownFeatures(table: TripleTable): (content: Content, here: number) => Shown {
  const show = (content: Content, site: number): Shown => {
    const features: number[] = [];
    for (const word of content.says) features.push(table.idOf(familyNumber.says, site, word));
    for (const value of content.values) features.push(table.idOf(familyNumber.value, site, value));
    return { site, features, run: -1 };
  };
  return (content, here) => {
    content.shown ??= show(content, here);
    if (content.shown.site === here) return content.shown;
    content.elsewhere ??= new Map();
    let shown = content.elsewhere.get(here);
    if (!shown) content.elsewhere.set(here, (shown = show(content, here)));
    return shown;
  };
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

/** Which tool, target, status or code a step is about. */
function nameOf(event: EventRow): string {
  switch (event.node_kind) {
    case "handoff":
      return event.target_agent;
    case "status":
      return event.run_status;
    case "finding":
      return event.finding_code;
    default:
      return event.tool_name;
  }
}
