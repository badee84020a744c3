import type { EventRow, NormalizedRun } from "../bundle/records.ts";
import type { SuspectRow } from "../analysis.ts";

const depth = 5;
const kept = 10;

/**
 * The reference's suspects: from the last failure marker back along the chain of events, scored by nearness,
 * frequency of the event's label in this run, degree and role. Kept as it is, for comparison.
 */
export function referenceSuspects({ trace, events }: NormalizedRun): SuspectRow[] {
  const anchor = events.findLastIndex(({ is_failure_marker }) => is_failure_marker);
  if (anchor < 0) return [];
  const counts = new Map<string, number>();
  for (const event of events) counts.set(labelOf(event), (counts.get(labelOf(event)) ?? 0) + 1);
  return events
    .slice(Math.max(0, anchor - depth), anchor)
    .map((event) => {
      const hops = anchor - event.sequence_index;
      const degree = event.sequence_index === 0 ? 1 : 2;
      const score =
        0.4 / hops +
        (0.3 * (counts.get(labelOf(event)) ?? 0)) / events.length +
        0.2 * Math.log(1 + degree) +
        0.1 * roleOf(event);
      return { event, score, hops };
    })
    .toSorted((a, b) => b.score - a.score || a.hops - b.hops)
    .slice(0, kept)
    .map(({ event, score, hops }, i) => ({
      run_id: trace.run_id,
      rank: i + 1,
      event_id: event.event_id,
      agent: event.agent_name,
      tool: event.tool_name || event.target_agent,
      score,
      kind: "step" as const,
      because: `${hops} steps before the last failure marker`,
    }));
}

function labelOf(event: EventRow): string {
  return `${event.node_kind} ${event.agent_name} ${event.tool_name}`;
}

function roleOf({ agent_name }: EventRow): number {
  const name = agent_name.toLowerCase();
  if (/orchestrator|monitor|review/.test(name)) return 0.9;
  return /pricing|compliance|supply|factory|schedul|validation|capacity/.test(name) ? 0.8 : 0.5;
}
