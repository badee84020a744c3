import {
  analyzeRuns,
  type Analysis,
  type LabelRow,
  type NormalizedRun,
} from "@loopwright/macro-evals";
import type { Random } from "@loopwright/core/statistics";
import type { Population } from "./population.ts";

const runsTouched = 40;

export interface RemovedTool {
  agent: string;
  tool: string;
  /** Whether a pattern holds at least half of the runs, and at least four fifths of it are these. */
  found: boolean;
  /** Whether its first suspect is the agent that no longer calls the tool. */
  suspected: boolean;
}

/**
 * Takes one tool's spans out of forty runs of mixed case types and marks them failed: a new pattern should appear,
 * with the agent that leaves the tool out as its first suspect. The tool is drawn among those that one agent calls
 * in many runs of every kind.
 */
export async function removeTool(
  { runs, labels, truth }: Population,
  random: Random,
  failed: readonly string[],
): Promise<RemovedTool> {
  const planted = new Set(
    truth.flatMap(({ run_id, pattern_id }) => (pattern_id === null ? [] : [run_id])),
  );
  const { agent, tool } = random.pick(candidates(runs));
  const users = runs.filter(
    ({ trace, events }) => !planted.has(trace.run_id) && calls(events, tool),
  );
  const touched = new Set(
    random
      .shuffle(users)
      .slice(0, runsTouched)
      .map(({ trace }) => trace.run_id),
  );
  const analysis = await analyzeRuns({
    runs: runs.map((one) => (touched.has(one.trace.run_id) ? without(one, tool) : one)),
    labels: markFailed(labels, touched, failed),
    resamples: 0,
  });
  return { agent, tool, ...judge(analysis, touched, agent) };
}

/** Tools that one agent calls in at least 30% of the runs, and hardly anyone else. */
function candidates(runs: readonly NormalizedRun[]): { agent: string; tool: string }[] {
  const callers = new Map<string, Map<string, number>>();
  for (const { events } of runs)
    for (const pair of new Set(
      events.flatMap(({ node_kind, agent_name, tool_name }) =>
        node_kind === "function" ? [JSON.stringify([tool_name, agent_name])] : [],
      ),
    )) {
      const [tool = "", agent = ""] = namesOf(pair);
      const agents = callers.get(tool) ?? new Map<string, number>();
      callers.set(tool, agents.set(agent, (agents.get(agent) ?? 0) + 1));
    }
  return [...callers].flatMap(([tool, agents]) => {
    const [first, second] = [...agents].toSorted(([, a], [, b]) => b - a);
    if (!first || first[1] < 0.3 * runs.length || (second?.[1] ?? 0) > 0.05 * first[1]) return [];
    return [{ agent: first[0], tool }];
  });
}

function namesOf(pair: string): string[] {
  const names: unknown = JSON.parse(pair);
  return Array.isArray(names) ? names.map(String) : [];
}

function calls(events: NormalizedRun["events"], tool: string): boolean {
  return events.some(({ node_kind, tool_name }) => node_kind === "function" && tool_name === tool);
}

function without({ trace, events }: NormalizedRun, tool: string): NormalizedRun {
  return {
    trace,
    events: events.filter(
      ({ node_kind, tool_name }) => node_kind !== "function" || tool_name !== tool,
    ),
  };
}

function markFailed(
  labels: ReadonlyMap<string, LabelRow>,
  touched: ReadonlySet<string>,
  failed: readonly string[],
): Map<string, LabelRow> {
  return new Map(
    [...labels].map(([run_id, label]) => [
      run_id,
      touched.has(run_id)
        ? {
            ...label,
            promptfoo_pass: false,
            promptfoo_failed_checks: [...failed],
            promptfoo_primary_finding: failed[0] ?? "none",
          }
        : label,
    ]),
  );
}

function judge(
  { patterns }: Analysis,
  touched: ReadonlySet<string>,
  agent: string,
): Pick<RemovedTool, "found" | "suspected"> {
  const [best] = patterns
    .map((pattern) => ({ pattern, hits: pattern.run_ids.filter((run) => touched.has(run)).length }))
    .toSorted((a, b) => b.hits - a.hits);
  if (!best) return { found: false, suspected: false };
  const found = best.hits >= touched.size / 2 && best.hits >= 0.8 * best.pattern.trace_count;
  return { found, suspected: found && best.pattern.suspects[0]?.agent === agent };
}
