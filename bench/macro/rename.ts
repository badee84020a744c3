import { createHash } from "node:crypto";
import type { EventRow, NormalizedRun } from "@loopwright/macro-evals";
import type { Population } from "./population.ts";

type Renamed = (text: string) => string;

/**
 * The same population under other names: every agent, tool, status and code, also where a text consists of one, and
 * every id through a random bijection that changes their order as well; attributes that carry a seed are gone.
 */
export function renamePopulation({ runs, labels, truth }: Population, salt: string): Population {
  const name = bijection(`${salt} name`);
  const id = bijection(`${salt} id`);
  const known = namesIn(runs);
  const leaf: Renamed = (text) => (known.has(text) ? name(text) : text);
  return {
    runs: runs.map((one) => renameRun(one, { name, id, leaf })),
    labels: new Map([...labels].map(([run, label]) => [id(run), { ...label, run_id: id(run) }])),
    truth: truth.map((row) => ({
      ...row,
      run_id: id(row.run_id),
      culprit_agent: row.culprit_agent === null ? null : name(row.culprit_agent),
      culprit_event_id:
        row.culprit_event_id === null ? null : renameEventId(row.culprit_event_id, id),
    })),
  };
}

function renameRun(
  { trace, events }: NormalizedRun,
  { name, id, leaf }: { name: Renamed; id: Renamed; leaf: Renamed },
): NormalizedRun {
  return {
    trace: {
      ...trace,
      run_id: id(trace.run_id),
      trace_id: id(trace.trace_id),
      attributes: Object.fromEntries(
        Object.entries(trace.attributes)
          .filter(([key]) => !key.includes("seed"))
          .map(([key, value]) => [key, leaf(value)]),
      ),
    },
    events: events.map((row): EventRow => ({
      ...row,
      run_id: id(row.run_id),
      event_id: renameEventId(row.event_id, id),
      parent_event_id: renameEventId(row.parent_event_id, id),
      agent_name: name(row.agent_name),
      source_agent: name(row.source_agent),
      target_agent: name(row.target_agent),
      tool_name: name(row.tool_name),
      run_status: name(row.run_status),
      finding_code: name(row.finding_code),
      input: renameLeaves(row.input, leaf),
      output: renameLeaves(row.output, leaf),
    })),
  };
}

function namesIn(runs: readonly NormalizedRun[]): ReadonlySet<string> {
  return new Set(
    runs.flatMap(({ events }) =>
      events.flatMap(({ agent_name, source_agent, target_agent, tool_name, finding_code }) => [
        agent_name,
        source_agent,
        target_agent,
        tool_name,
        finding_code,
      ]),
    ),
  );
}

function renameLeaves(value: unknown, leaf: Renamed): unknown {
  if (typeof value === "string") return leaf(value);
  if (Array.isArray(value)) return value.map((item) => renameLeaves(item, leaf));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, renameLeaves(item, leaf)]),
  );
}

/** Another text for each one, always the same; nothing stays nothing. */
function bijection(salt: string): Renamed {
  const known = new Map<string, string>([["", ""]]);
  return (text) => {
    const found =
      known.get(text) ??
      `n${createHash("sha256").update(`${salt} ${text}`).digest("hex").slice(0, 12)}`;
    known.set(text, found);
    return found;
  };
}

/** Status updates and findings keep the kind in front of their id. */
function renameEventId(event: string, id: Renamed): string {
  const at = event.indexOf("::");
  return at < 0 ? id(event) : `${event.slice(0, at)}::${id(event.slice(at + 2))}`;
}
