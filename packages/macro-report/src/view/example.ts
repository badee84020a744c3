import type { ReportEvent, ReportTrace } from "../report-data.ts";
import { flowOfPaths } from "./flow.ts";
import type { ExampleView, Flow, StepView } from "./report-view.ts";
import { spaced } from "./words.ts";

/** Steps shown on either side of the first suspect. */
const around = 6;
const longestStory = 5;
/** Suspects beyond this rank add nothing to a story. */
const lastSuspectOfStory = 4;
/** Changes of agent shown on either side of the first suspect. */
const agentsAround = 3;

/** The first example run that names a suspect, close up. */
export function exampleOf(traces: readonly ReportTrace[]): ExampleView | null {
  const trace = traces.find(({ suspects }) => suspects.length > 0) ?? traces[0];
  if (!trace) return null;
  const steps = stepsOf(trace);
  const suspect = steps.findIndex(({ suspect }) => suspect === 1);
  return {
    run_id: trace.run_id,
    document: trace.document,
    story: suspect < 0 ? [] : storyOf(steps, suspect),
    window: suspect < 0 ? [] : steps.slice(Math.max(0, suspect - around), suspect + around + 1),
  };
}

/** From the first suspect, by way of what else is suspected, to the first mark of failure after it. */
function storyOf(steps: readonly StepView[], suspect: number): StepView[] {
  const later = steps.slice(suspect + 1);
  const end = later.findIndex(({ failure }) => failure);
  const anchor = later[end] ?? later.at(-1);
  const between = later
    .slice(0, end < 0 ? later.length - 1 : end)
    .filter(({ suspect: rank }) => rank > 0 && rank <= lastSuspectOfStory)
    .toSorted((a, b) => a.suspect - b.suspect)
    .slice(0, longestStory - 2)
    .toSorted((a, b) => a.step - b.step);
  return [steps[suspect], ...between, anchor].flatMap((step) => step ?? []);
}

function stepsOf({ events, suspects }: ReportTrace): StepView[] {
  const suspectAt = new Map(suspects.map((suspect) => [suspect.event_id, suspect]));
  return events.map((event, i) => ({
    step: i + 1,
    agent: event.agent_name || "unknown agent",
    what: whatOf(event),
    kind: event.node_kind,
    suspect: suspectAt.get(event.event_id)?.rank ?? 0,
    because: suspectAt.get(event.event_id)?.because ?? "",
    failure: event.is_failure_marker,
    duration_ms: event.duration_ms,
  }));
}

function whatOf(event: ReportEvent): string {
  const { node_kind, tool_name, target_agent, finding_code, run_status } = event;
  if (node_kind === "handoff") return `hands over to ${target_agent || "another agent"}`;
  if (node_kind === "function") return `calls ${tool_name || "a tool"}`;
  if (node_kind === "finding") return `finding ${finding_code}`;
  if (node_kind === "response") return "answers";
  if (node_kind === "agent") return "takes over";
  if (node_kind === "status")
    return run_status ? `reports “${spaced(run_status)}”` : "reports its status";
  if (node_kind === "guardrail") return `passes the guardrail ${tool_name}`.trimEnd();
  return tool_name || node_kind;
}

/**
 * Which agents act before and after the first suspect, over all example runs. Columns count changes of agent from
 * the suspect, so that loops unroll.
 */
export function agentFlowOf(traces: readonly ReportTrace[]): Flow {
  const columns = Array.from({ length: 2 * agentsAround + 1 }, (_, i) =>
    columnName(i - agentsAround),
  );
  const paths = traces.flatMap((trace) => {
    const at = trace.events.findIndex(({ event_id }) => event_id === trace.suspects[0]?.event_id);
    if (at < 0) return [];
    const turns = turnsOf(trace.events);
    const turn = turns.findLastIndex(({ start }) => start <= at);
    return [columns.map((_, i) => turns[turn + i - agentsAround]?.agent ?? "")];
  });
  return flowOfPaths({ paths, columns, fewest: 1 });
}

function columnName(offset: number): string {
  if (offset === 0) return "suspect";
  return offset < 0 ? `${-offset} before` : `${offset} after`;
}

/** Runs of consecutive steps by one agent. Findings are stamped with the end of the run and are no turn. */
function turnsOf(events: readonly ReportEvent[]): { agent: string; start: number }[] {
  const turns: { agent: string; start: number }[] = [];
  events.forEach(({ agent_name, node_kind }, start) => {
    if (agent_name === "" || node_kind === "finding") return;
    if (turns.at(-1)?.agent !== agent_name) turns.push({ agent: agent_name, start });
  });
  return turns;
}
