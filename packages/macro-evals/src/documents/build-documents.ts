import { asText } from "../bundle/loose.ts";
import type { EventRow, NormalizedRun } from "../bundle/records.ts";

/** The reference views of a run as text. The `contrast` view needs the population; `analyzeRuns` makes it. */
export const documentViews = [
  "structured_summary",
  "full_trace",
  "failure_window",
  "state_transition",
  "tool_error",
] as const;
export type DocumentView = (typeof documentViews)[number];

export interface TraceDocument {
  run_id: string;
  view: DocumentView | "contrast";
  text: string;
  chars: number;
  /** chars / 4, rounded up: a rough count. */
  tokens: number;
}

/**
 * Writes one document per run and view.
 *
 * @example buildDocuments([run], ["failure_window"])[0].text
 */
export function buildDocuments(
  runs: readonly NormalizedRun[],
  views: readonly DocumentView[] = ["structured_summary"],
): TraceDocument[] {
  return runs.flatMap((run) =>
    views.map((view) => {
      const text = writers[view](run);
      return {
        run_id: run.trace.run_id,
        view,
        text,
        chars: text.length,
        tokens: Math.ceil(text.length / 4),
      };
    }),
  );
}

const writers: Record<DocumentView, (run: NormalizedRun) => string> = {
  structured_summary: structuredSummary,
  full_trace: fullTrace,
  failure_window: failureWindow,
  state_transition: stateTransition,
  tool_error: toolError,
};

function header({ trace }: NormalizedRun): string {
  return `run ${trace.run_id} | case ${trace.case_type} | outcome ${trace.run_outcome} | severity ${trace.severity}`;
}

function structuredSummary(run: NormalizedRun): string {
  const { trace, events } = run;
  const agents = unique(events.map(({ agent_name }) => agent_name)).slice(0, 14);
  return [
    `outcome: ${trace.run_outcome}, severity ${trace.severity}`,
    `scenario: ${trace.case_type}`,
    `events: ${events.length}, loops ${trace.loop_count}, retries ${trace.retry_count}, arbitrations ${trace.arbitration_count}`,
    `context: ${entries(trace.attributes, 12)}`,
    ...trace.environment.slice(0, 6).map((event) => `environment: ${event}`),
    `primary marker: ${trace.primary_failure_marker || "none"}`,
    "state transitions:",
    indent(stateTransition(run)),
    "tools:",
    indent(toolError(run)),
    "failure window:",
    indent(failureWindow(run)),
    `agents: ${agents.join(", ")}`,
  ].join("\n");
}

const [headEvents, tailEvents, mostEvents] = [12, 10, 42];

function fullTrace(run: NormalizedRun): string {
  const { events } = run;
  if (events.length <= mostEvents) return [header(run), ...events.map(line)].join("\n");
  const anchor = anchorOf(events);
  const middle = mostEvents - headEvents - tailEvents;
  const from = Math.max(
    headEvents,
    Math.min(anchor - Math.floor(middle / 2), events.length - tailEvents - middle),
  );
  const chosen = [
    ...events.slice(0, headEvents),
    ...events.slice(from, from + middle),
    ...events.slice(-tailEvents),
  ];
  return [
    header(run),
    ...chosen.map(line),
    `(${events.length - chosen.length} of ${events.length} events left out)`,
  ].join("\n");
}

function failureWindow(run: NormalizedRun): string {
  const anchor = anchorOf(run.events);
  const at = run.events[anchor];
  return [
    header(run),
    `anchor: ${at ? line(at) : "none"}`,
    ...run.events.slice(Math.max(0, anchor - 6), anchor + 9).map(line),
  ].join("\n");
}

function stateTransition({ trace, events }: NormalizedRun): string {
  const handoffs = unique(
    events.flatMap(({ node_kind, source_agent, target_agent }) =>
      node_kind === "handoff" ? [`${source_agent} -> ${target_agent}`] : [],
    ),
  );
  const statuses = events.filter(({ node_kind }) => node_kind === "status").slice(0, 8);
  return [
    `outcome ${trace.run_outcome}, route ${trace.route || "none"}`,
    ...handoffs.slice(0, 14).map((handoff) => `handoff ${handoff}`),
    ...statuses.map(
      ({ agent_name, run_status, terminal_state }) =>
        `status ${agent_name}: ${[run_status, terminal_state].filter(Boolean).join(" / ")}`,
    ),
    `loops ${trace.loop_count}, retries ${trace.retry_count}, arbitrations ${trace.arbitration_count}, review ${trace.review_status || "none"}`,
  ].join("\n");
}

function toolError({ trace, events }: NormalizedRun): string {
  const calls = events.filter(({ node_kind }) => node_kind === "function").slice(0, 10);
  return [
    `findings: ${trace.findings.map(({ code }) => code).join(", ") || "none"}`,
    `triage: ${trace.triage_outcome || "none"}, review: ${trace.review_recommended_action || "none"}`,
    ...calls.map(
      ({ agent_name, tool_name, output }) =>
        `${agent_name} ${tool_name}: ${asText(output).slice(0, 160)}`,
    ),
    ...trace.findings.map(
      ({ code, severity, agent_name, message }) =>
        `finding ${code} (${severity}) by ${agent_name}: ${message}`,
    ),
  ].join("\n");
}

/** The first failure marker, else the last event. */
function anchorOf(events: readonly EventRow[]): number {
  const first = events.findIndex(({ is_failure_marker }) => is_failure_marker);
  return first >= 0 ? first : events.length - 1;
}

function line(event: EventRow): string {
  const what = event.tool_name || event.target_agent || event.run_status || event.finding_code;
  const said = (asText(event.output) || event.error).slice(0, 220);
  return [`[${event.sequence_index}]`, event.node_kind, event.agent_name, what, said && `: ${said}`]
    .filter(Boolean)
    .join(" ");
}

function entries(record: Readonly<Record<string, string>>, most: number): string {
  return Object.entries(record)
    .slice(0, most)
    .map(([key, value]) => `${key}=${value}`)
    .join(", ");
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)].filter(Boolean);
}

function indent(text: string): string {
  return text.replace(/^/gm, "  ");
}
