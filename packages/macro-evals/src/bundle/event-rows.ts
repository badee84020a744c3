import { statusMarker } from "./failure-markers.ts";
import { asText, isLoose, listAt, objectAt, textAt, type Loose } from "./loose.ts";
import type { Reading } from "./readings.ts";
import type { EventRow, Finding, NodeKind } from "./records.ts";

const kindPriority: Record<NodeKind, number> = {
  status: 0,
  handoff: 1,
  agent: 2,
  response: 3,
  function: 4,
  span: 5,
  finding: 6,
};

/** Spans, status updates and findings of one bundle as one list in time order. */
export function eventRows(
  bundle: Loose,
  run: { run_id: string; ended_at: string; findings: readonly Finding[] },
  read: (value: unknown) => Reading,
): EventRow[] {
  const rows = [
    ...listAt(bundle, "spans").flatMap((span) =>
      isLoose(span) ? [spanRow(span, run.run_id, read)] : [],
    ),
    ...listAt(bundle, "events").flatMap((event) =>
      isLoose(event) && textAt(event, "event_type") === "status"
        ? [statusRow(event, run.run_id)]
        : [],
    ),
    ...run.findings.map((finding, index) => findingRow(finding, index, run)),
  ];
  return inTimeOrder(rows);
}

/** Sorts by time, then kind, then id, and says of each row where in the run it lies. */
export function inTimeOrder(rows: EventRow[]): EventRow[] {
  rows.sort(
    (a, b) =>
      compare(a.ts, b.ts) ||
      kindPriority[a.node_kind] - kindPriority[b.node_kind] ||
      compare(a.event_id, b.event_id),
  );
  rows.forEach((row, index) => {
    row.sequence_index = index;
    const third = Math.floor((3 * index) / rows.length);
    row.stage = third === 0 ? "early" : third === 1 ? "middle" : "late";
  });
  return rows;
}

/** An event row with nothing in it but what is given. */
export function eventRow(row: Partial<EventRow> & Pick<EventRow, "run_id" | "event_id">): EventRow {
  return {
    parent_event_id: "",
    ts: "",
    ended_at: "",
    duration_ms: 0,
    node_kind: "span",
    agent_name: "",
    source_agent: "",
    target_agent: "",
    tool_name: "",
    run_status: "",
    terminal_state: "",
    validation_outcome: "",
    triage_outcome: "",
    finding_code: "",
    finding_severity: "",
    input: undefined,
    output: undefined,
    error: "",
    failure_marker_type: "",
    is_failure_marker: false,
    sequence_index: 0,
    stage: "early",
    ...row,
  };
}

function spanRow(span: Loose, run_id: string, read: (value: unknown) => Reading): EventRow {
  const data = objectAt(span, "span_data");
  const kind = kindOf(textAt(span, "span_type") || textAt(data, "sdk_span_type", "type"));
  const error = errorText(span["error"]);
  const output = read(data["output"]);
  const marker = error === "" ? (kind === "agent" ? "" : output.marker()) : "span_error";
  const source = textAt(data, "from_agent");
  const ts = textAt(span, "started_at");
  const ended_at = textAt(span, "ended_at");
  return eventRow({
    run_id,
    event_id: textAt(span, "span_id"),
    parent_event_id: textAt(span, "parent_span_id", "parent_id"),
    ts,
    ended_at,
    duration_ms: durationOf(ts, ended_at),
    node_kind: kind,
    agent_name:
      (kind === "handoff" ? source : "") ||
      textAt(span, "agent_name") ||
      (kind === "agent" ? textAt(data, "name") : ""),
    source_agent: source,
    target_agent: textAt(data, "to_agent"),
    tool_name:
      kind === "function"
        ? textAt(data, "tool_name", "name")
        : kind === "span"
          ? textAt(data, "name")
          : "",
    input: read(data["input"]).value,
    output: output.value,
    error,
    failure_marker_type: marker,
    is_failure_marker: marker !== "",
  });
}

function statusRow(event: Loose, run_id: string): EventRow {
  const payload = objectAt(event, "payload");
  const status = {
    run_status: textAt(payload, "run_status"),
    terminal_state: textAt(payload, "terminal_state"),
    validation_outcome: textAt(payload, "validation_outcome"),
    triage_outcome: textAt(payload, "triage_outcome"),
  };
  const marker = statusMarker({ ...status, review_status: textAt(payload, "review_status") });
  return eventRow({
    run_id,
    event_id: `status::${textAt(event, "event_id")}`,
    ts: textAt(event, "timestamp"),
    ended_at: textAt(event, "timestamp"),
    node_kind: "status",
    agent_name: textAt(payload, "active_agent") || textAt(event, "agent_name"),
    source_agent: textAt(event, "source_agent"),
    target_agent: textAt(event, "target_agent"),
    ...status,
    output: payload,
    failure_marker_type: marker,
    is_failure_marker: marker !== "",
  });
}

/** Findings are stamped with the end of the run: when they arose is not recorded. */
function findingRow(
  finding: Finding,
  index: number,
  run: { run_id: string; ended_at: string },
): EventRow {
  return eventRow({
    run_id: run.run_id,
    event_id: `finding::${index}`,
    ts: run.ended_at,
    ended_at: run.ended_at,
    node_kind: "finding",
    agent_name: finding.agent_name,
    finding_code: finding.code,
    finding_severity: finding.severity,
    output: finding.message,
    failure_marker_type: "review_finding",
    is_failure_marker: true,
  });
}

function kindOf(type: string): NodeKind {
  if (type === "agent" || type === "handoff" || type === "function" || type === "response")
    return type;
  if (type === "generation") return "response";
  return type === "tool" ? "function" : "span";
}

function errorText(error: unknown): string {
  if (error === null || error === undefined || error === false) return "";
  return isLoose(error) ? textAt(error, "message") || JSON.stringify(error) : asText(error);
}

function durationOf(start: string, end: string): number {
  const duration = Date.parse(end) - Date.parse(start);
  return Number.isFinite(duration) ? duration : 0;
}

/** By code units: the same everywhere, whatever the locale. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
