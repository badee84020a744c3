import { traceIdOf } from "@loopwright/core";
import { seededRandom, type Random } from "@loopwright/core/statistics";
import { z } from "zod";
import type { RunSpan, RunTrace } from "../swarm/captured-run.ts";

export interface SettleOptions {
  trace: RunTrace;
  /** What ids and durations are made from; unique for a run. */
  label: string;
  /** When the run begins on the simulated calendar, milliseconds since 1970. */
  startsAt: number;
}

/**
 * Puts a run on the simulated calendar: spans in the order in which they began, with ids and times that follow
 * from the label alone. The SDK's own ids are random and its times are those of this machine, which would make
 * every population unique.
 */
export function settleTrace({ trace, label, startsAt }: SettleOptions): RunTrace {
  const ordered = inOrder(trace.spans);
  const ids = new Map(ordered.map((span, index) => [span.id, spanIdOf(label, index)]));
  const times = timesOf(ordered, seededRandom(label), startsAt);
  return {
    ...trace,
    spans: ordered.map((span) => ({
      ...span,
      ...times.get(span),
      id: ids.get(span.id) ?? span.id,
      parentId: span.parentId === null ? null : (ids.get(span.parentId) ?? null),
    })),
  };
}

function spanIdOf(label: string, index: number): string {
  return `span_${traceIdOf(`${label}:${index}`).slice(0, 24)}`;
}

/** Spans arrive as they end, so children come before their agent; agents work one after the other. */
function inOrder(spans: readonly RunSpan[]): RunSpan[] {
  const agents = spans.filter(({ type }) => type === "agent");
  const known = new Set(agents.map(({ id }) => id));
  const loose = spans.filter(
    (span) => span.type !== "agent" && (span.parentId === null || !known.has(span.parentId)),
  );
  return [
    ...loose,
    ...agents.flatMap((agent) => [
      agent,
      ...inTurns(spans.filter(({ parentId }) => parentId === agent.id)),
    ]),
  ];
}

/** Each model call, then the tools in the order in which it called them: those end in any order. */
function inTurns(children: readonly RunSpan[]): RunSpan[] {
  const turns: RunSpan[][] = [];
  for (const span of children) {
    if (span.type === "response" || turns.length === 0) turns.push([]);
    turns.at(-1)?.push(span);
  }
  return turns.flatMap((turn) => {
    const [head, ...rest] = turn;
    if (!head) return [];
    const calls = head.type === "response" ? callsOf(head) : [];
    const place = new Map(rest.map((span) => [span, placeOf(span, calls)]));
    return [head, ...rest.toSorted((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0))];
  });
}

const Calls = z
  .object({
    output: z.array(
      z.looseObject({
        type: z.string(),
        name: z.string().optional(),
        arguments: z.string().optional(),
      }),
    ),
  })
  .catch({ output: [] });

function callsOf(response: RunSpan): string[] {
  return Calls.parse(response.data["_response"])
    .output.filter(({ type }) => type === "function_call")
    .map((call) => `${call.name} ${call.arguments}`);
}

const Named = z.object({ name: z.string().catch(""), input: z.string().catch("") });

function placeOf(span: RunSpan, calls: readonly string[]): number {
  if (span.type !== "function") return calls.length + 1;
  const { name, input } = Named.parse(span.data);
  const place = calls.indexOf(`${name} ${input}`);
  return place < 0 ? calls.length : place;
}

/** Milliseconds that a span of each kind takes: at least, at most. */
const durations: Readonly<Record<string, readonly [number, number]>> = {
  response: [400, 2600],
  function: [15, 340],
  handoff: [1, 9],
  guardrail: [1, 4],
};

/** A turn's tools start right after each other and overlap; everything else waits for what was before. */
function timesOf(
  spans: readonly RunSpan[],
  random: Random,
  startsAt: number,
): Map<RunSpan, { startedAt: string; endedAt: string }> {
  const starts = new Map<RunSpan, number>();
  const ends = new Map<RunSpan, number>();
  let clock = startsAt;
  let busyUntil = startsAt;
  let agent: RunSpan | undefined;
  for (const span of spans) {
    clock = Math.max(clock + random.integer(1, 3), span.type === "function" ? 0 : busyUntil + 1);
    starts.set(span, clock);
    const [least, most] = durations[span.type] ?? [1, 3];
    if (span.type === "agent") {
      if (agent) ends.set(agent, clock - 1);
      agent = span;
      continue;
    }
    const end = clock + random.integer(least, most);
    ends.set(span, end);
    busyUntil = Math.max(busyUntil, end);
    // A tool begins once the model has answered.
    if (span.type === "response") clock = end;
  }
  if (agent) ends.set(agent, busyUntil + 1);
  return new Map(
    spans.map((span) => {
      const started = starts.get(span) ?? startsAt;
      const ended = ends.get(span) ?? started;
      return [span, { startedAt: iso(started), endedAt: iso(ended) }];
    }),
  );
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
