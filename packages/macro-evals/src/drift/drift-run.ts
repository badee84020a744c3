import type { NormalizedRun } from "../bundle/records.ts";
import { actText } from "../describe/site-text.ts";
import type { DriftRun } from "./scan-drift.ts";

const behaving: ReadonlySet<string> = new Set(["agent", "handoff", "function", "span"]);

/**
 * A run as the drift scan takes it: its agents, handoffs and tools. How it ended is no behaviour.
 *
 * @example scanDrift({ runs: runs.map(driftRunOf) })
 */
export function driftRunOf({ trace, events }: NormalizedRun): DriftRun {
  const behaviours = events.flatMap(({ node_kind, agent_name, target_agent, tool_name }) =>
    behaving.has(node_kind)
      ? [
          actText({
            agent: agent_name,
            kind: node_kind,
            name: node_kind === "handoff" ? target_agent : tool_name,
          }),
        ]
      : [],
  );
  return {
    run_id: trace.run_id,
    started_at: trace.started_at,
    case_type: trace.case_type,
    behaviours: [...new Set(behaviours)].filter((text) => text !== ""),
  };
}
