import { compare, eventRow, inTimeOrder } from "./event-rows.ts";
import { isLoose, listAt, objectAt, textAt, type Loose } from "./loose.ts";
import { createReader } from "./readings.ts";
import type { EventRow, NodeKind, NormalizedRun } from "./records.ts";

/**
 * Runs from OpenTelemetry spans of any agent project: HALO lines, or OTLP/JSON export requests. One run a trace.
 * Names are taken from HALO's `inference.*`, OpenInference's and OpenTelemetry's `gen_ai.*` attributes, whichever
 * is there. A trace has failed when its root or any span without a parent has.
 *
 * @param spans HALO records or OTLP requests, mixed as they come
 * @example runsFromSpans([{ trace_id: "t1", span_id: "a", name: "function.lookup", start_time: "2026-01-01T00:00:00Z" }])
 */
export function runsFromSpans(spans: readonly unknown[]): NormalizedRun[] {
  const byTrace = new Map<string, Loose[]>();
  const read = createReader();
  for (const span of spans.flatMap((value) => (isLoose(value) ? flatten(value) : []))) {
    const id = textAt(span, "trace_id");
    if (id === "" || textAt(span, "span_id") === "") continue;
    const list = byTrace.get(id);
    if (list) list.push(span);
    else byTrace.set(id, [span]);
  }
  return [...byTrace]
    .toSorted(([a], [b]) => compare(a, b))
    .map(([id, list]) => runOf(id, list, read));
}

type Read = ReturnType<typeof createReader>;

function runOf(run_id: string, spans: readonly Loose[], read: Read): NormalizedRun {
  const names = new Map(spans.map((span) => [textAt(span, "span_id"), agentOf(span)]));
  const parents = new Map(
    spans.map((span) => [textAt(span, "span_id"), textAt(span, "parent_span_id")]),
  );
  const events = inTimeOrder(
    spans.map((span) => spanRow(run_id, span, ownerOf(span, names, parents), read)),
  );
  const roots = spans.filter((span) => !names.has(textAt(span, "parent_span_id")));
  const failed = roots.some((span) => errorOf(span) !== "");
  const attributes = plainValues(objectAt(roots[0] ?? {}, "attributes"));
  return {
    trace: {
      run_id,
      trace_id: run_id,
      case_type: attributes["case_type"] ?? attributes["agent.trace_metadata.case_type"] ?? "all",
      run_outcome: failed ? "runtime_error" : "completed",
      runtime_status: failed ? "failed" : "completed",
      severity: failed ? "high" : "low",
      severity_weight: failed ? 3 : 1,
      started_at: events[0]?.ts ?? "",
      ended_at: events.reduce((last, { ended_at }) => (ended_at > last ? ended_at : last), ""),
      terminal_state: failed ? "failed" : "completed",
      validation_outcome: "",
      triage_outcome: "",
      review_status: "",
      review_decision: "",
      review_recommended_action: "",
      route: "",
      loop_count: 0,
      retry_count: 0,
      arbitration_count: 0,
      findings: [],
      environment: [],
      primary_failure_marker:
        events.find(({ is_failure_marker }) => is_failure_marker)?.failure_marker_type ?? "",
      has_failure: failed,
      impact: failed ? 3 : 1,
      event_count: events.length,
      attributes,
    },
    events,
  };
}

function spanRow(run_id: string, span: Loose, owner: string, read: Read): EventRow {
  const attributes = objectAt(span, "attributes");
  const node_kind = kindOf(span, attributes);
  const error = errorOf(span);
  const output = read(attributes["output.value"] ?? attributes["gen_ai.tool.call.result"]);
  const marker = error === "" ? (node_kind === "function" ? output.marker() : "") : "span_error";
  const [source, target] = handoffEnds(span, attributes);
  const ts = textAt(span, "start_time");
  const ended_at = textAt(span, "end_time");
  const duration = Date.parse(ended_at) - Date.parse(ts);
  return eventRow({
    run_id,
    event_id: textAt(attributes, "sdk.span_id") || textAt(span, "span_id"),
    parent_event_id: textAt(attributes, "sdk.parent_span_id") || textAt(span, "parent_span_id"),
    ts,
    ended_at,
    duration_ms: Number.isFinite(duration) ? duration : 0,
    node_kind,
    agent_name: source || owner,
    source_agent: source,
    target_agent: target,
    tool_name: node_kind === "function" || node_kind === "span" ? toolOf(span, attributes) : "",
    input:
      node_kind === "response"
        ? undefined
        : read(attributes["input.value"] ?? attributes["gen_ai.tool.call.arguments"]).value,
    output: output.value,
    error,
    failure_marker_type: marker,
    is_failure_marker: marker !== "",
  });
}

function kindOf(span: Loose, attributes: Loose): NodeKind {
  const name = textAt(span, "name");
  if (
    name.startsWith("handoff") ||
    textAt(attributes, "handoff.to_agent", "agent.handoff.to") !== ""
  )
    return "handoff";
  const kind = textAt(
    attributes,
    "openinference.span.kind",
    "inference.observation_kind",
    "gen_ai.operation.name",
  );
  if (["AGENT", "invoke_agent", "create_agent"].includes(kind)) return "agent";
  if (["TOOL", "execute_tool"].includes(kind)) return "function";
  if (["LLM", "chat", "text_completion", "generate_content"].includes(kind)) return "response";
  return "span";
}

function handoffEnds(span: Loose, attributes: Loose): [source: string, target: string] {
  if (kindOf(span, attributes) !== "handoff") return ["", ""];
  return [
    textAt(
      attributes,
      "agent.handoff.from_agent",
      "handoff.from_agent",
      "agent.handoff.from",
      "handoff.from",
    ),
    textAt(
      attributes,
      "agent.handoff.to_agent",
      "handoff.to_agent",
      "agent.handoff.to",
      "handoff.to",
    ),
  ];
}

function toolOf(span: Loose, attributes: Loose): string {
  return (
    textAt(attributes, "tool.name", "gen_ai.tool.name", "inference.tool_name") ||
    textAt(span, "name").replace(/^(function|tool)\./, "")
  );
}

function agentOf(span: Loose): string {
  return textAt(
    objectAt(span, "attributes"),
    "inference.agent_name",
    "gen_ai.agent.name",
    "agent.name",
  );
}

/** The agent of a span, or of the nearest span above it that names one. */
function ownerOf(
  span: Loose,
  names: ReadonlyMap<string, string>,
  parents: ReadonlyMap<string, string>,
): string {
  const own = agentOf(span);
  if (own !== "") return own;
  let at = textAt(span, "parent_span_id");
  for (let depth = 0; depth < 50 && at !== ""; depth++) {
    const name = names.get(at);
    if (name) return name;
    at = parents.get(at) ?? "";
  }
  return "";
}

function errorOf(span: Loose): string {
  const status = objectAt(span, "status");
  const code = textAt(status, "code");
  if (code !== "STATUS_CODE_ERROR" && code !== "2" && code !== "ERROR") return "";
  return textAt(status, "message") || "error";
}

function plainValues(attributes: Loose): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([key, value]) =>
      (typeof value === "string" && value.length <= 80 && !key.includes("span_id")) ||
      typeof value === "number" ||
      typeof value === "boolean"
        ? [[key, String(value)]]
        : [],
    ),
  );
}

/** The spans of an OTLP/JSON request with plain attributes; a HALO line as it is. */
function flatten(value: Loose): Loose[] {
  if (!("resourceSpans" in value)) return [value];
  return objects(listAt(value, "resourceSpans"))
    .flatMap((resource) => objects(listAt(resource, "scopeSpans")))
    .flatMap((scope) => objects(listAt(scope, "spans")))
    .map((span) => ({
      trace_id: textAt(span, "traceId"),
      span_id: textAt(span, "spanId"),
      parent_span_id: textAt(span, "parentSpanId"),
      name: textAt(span, "name"),
      start_time: isoTime(textAt(span, "startTimeUnixNano")),
      end_time: isoTime(textAt(span, "endTimeUnixNano")),
      status: span["status"],
      attributes: Object.fromEntries(
        objects(listAt(span, "attributes")).map((entry) => [
          textAt(entry, "key"),
          plain(objectAt(entry, "value")),
        ]),
      ),
    }));
}

function objects(values: readonly unknown[]): Loose[] {
  return values.filter(isLoose);
}

/** Nanoseconds since 1970 as UTC text with nine digits, so that texts sort as times do. */
function isoTime(nanoseconds: string): string {
  if (!/^\d+$/.test(nanoseconds)) return "";
  const total = BigInt(nanoseconds);
  const seconds = new Date(Number(total / 1_000_000_000n) * 1000).toISOString().slice(0, 19);
  return `${seconds}.${String(total % 1_000_000_000n).padStart(9, "0")}Z`;
}

function plain(value: Loose): unknown {
  const list = objectAt(value, "arrayValue");
  if ("values" in list) return objects(listAt(list, "values")).map(plain);
  return value["stringValue"] ?? value["intValue"] ?? value["doubleValue"] ?? value["boolValue"];
}
