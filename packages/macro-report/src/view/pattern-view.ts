import type { ReportData, ReportPattern, ReportTrace } from "../report-data.ts";
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
    suspects: pattern.suspects.slice(0, 8).map((suspect) => suspectView(suspect, traces)),
    summary: pattern.summary,
    slices: slicesOf(pattern.id, data),
    example: exampleOf(traces),
    agentFlow: agentFlowOf(traces),
  };
}

/** Two names for the same runs, as a regime and its tariff regime, are shown once. */
function isNewSlice(
  { count, slice_runs }: ReportData["slices"][number],
  place: number,
  all: readonly ReportData["slices"][number][],
): boolean {
  return all.findIndex((one) => one.count === count && one.slice_runs === slice_runs) === place;
}

type Suspect = ReportPattern["suspects"][number];

function suspectView(suspect: Suspect, traces: readonly ReportTrace[]): SuspectView {
  return {
    name: nameOf(suspect, traces),
    because: becauseOf(suspect, traces),
    kind: suspect.kind,
    score: suspect.mean_score,
    coverage: suspect.coverage,
  };
}

/** What the best example run has against it. */
function becauseOf({ agent, tool, kind }: Suspect, traces: readonly ReportTrace[]): string {
  const found = traces
    .flatMap(({ suspects }) => suspects)
    .filter((one) => one.agent === agent && one.tool === tool && one.kind === kind)
    .toSorted((a, b) => a.rank - b.rank);
  return found[0]?.because ?? "";
}

function slicesOf(id: string, { slices }: ReportData): PatternView["slices"] {
  return slices
    .filter(({ pattern_id, lift, q_value }) => pattern_id === id && lift > 1 && q_value <= 0.05)
    .toSorted((a, b) => a.q_value - b.q_value || b.lift - a.lift || b.count - a.count)
    .filter(isNewSlice)
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
function nameOf({ agent, tool, kind }: Suspect, traces: readonly ReportTrace[]): string {
  const who = agent || "an unnamed agent";
  const step = tool === "" ? "" : isAgent(tool, traces) ? `hand-over to ${tool}` : tool;
  if (kind === "omission")
    return `${who} · what it leaves out${step === "" ? "" : ` by its last step, ${step}`}`;
  const name = step === "" ? who : `${who} · ${step}`;
  return kind === "order" ? `${name}, too early` : name;
}

function isAgent(name: string, traces: readonly ReportTrace[]): boolean {
  return traces.some(({ events }) => events.some(({ agent_name }) => agent_name === name));
}
