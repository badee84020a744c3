import type { ReportData, ReportPattern } from "../report-data.ts";
import { agentFlowOf, exampleOf } from "./example.ts";
import type { PatternView, SuspectView } from "./report-view.ts";
import { spaced } from "./words.ts";

/** One pattern with all that its part of the page needs. */
export function patternView(pattern: ReportPattern, data: ReportData): PatternView {
  const traces = data.traces.filter(({ pattern_id }) => pattern_id === pattern.id);
  return {
    id: pattern.id,
    label: pattern.label,
    keywords: pattern.keywords,
    trace_count: pattern.trace_count,
    prevalence: pattern.prevalence,
    severity: pattern.severity,
    impact: pattern.impact,
    owner: pattern.owner,
    stability: pattern.stability,
    unstable: pattern.unstable,
    p_value: pattern.p_value,
    unflagged_count: pattern.unflagged_count,
    failed_check: spaced(pattern.failed_check),
    evidence: pattern.evidence.map(({ text, inside, inside_of, outside, outside_of }) => ({
      text,
      inside: inside / Math.max(1, inside_of),
      outside: outside / Math.max(1, outside_of),
    })),
    representatives: pattern.representatives,
    suspects: pattern.suspects.slice(0, 8).map(suspectView),
    summary: pattern.summary,
    slices: slicesOf(pattern.id, data),
    example: exampleOf(traces),
    agentFlow: agentFlowOf(traces),
  };
}

function suspectView({
  agent,
  tool,
  kind,
  mean_score,
  coverage,
}: ReportPattern["suspects"][number]): SuspectView {
  return {
    name: nameOf({ agent, tool, kind }),
    kind,
    score: mean_score,
    coverage,
  };
}

function slicesOf(id: string, { slices }: ReportData): PatternView["slices"] {
  return slices
    .filter(({ pattern_id, lift, q_value }) => pattern_id === id && lift > 1 && q_value <= 0.05)
    .toSorted((a, b) => a.q_value - b.q_value || b.lift - a.lift || b.count - a.count)
    .slice(0, 8)
    .map(({ dimension, value, count, slice_runs, lift, low, high, q_value }) => ({
      slice: `${spaced(dimension)}: ${spaced(value)}`,
      count,
      slice_runs,
      lift,
      low,
      high,
      q_value,
    }));
}

/** An omission has no step of its own: the last one of the agent that should have acted stands for it. */
function nameOf({ agent, tool, kind }: { agent: string; tool: string; kind: string }): string {
  if (kind === "omission")
    return `${agent} leaves something out${tool ? ` (its last step: ${tool})` : ""}`;
  const name = [agent, tool].filter(Boolean).join(" · ") || "unnamed step";
  return kind === "order" ? `${name}, too early` : name;
}
