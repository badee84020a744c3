import { LoopError } from "@loopwright/core";
import { compare, eventRows } from "./event-rows.ts";
import { passed } from "./failure-markers.ts";
import { asText, isLoose, listAt, numberAt, objectAt, textAt, type Loose } from "./loose.ts";
import { createReader } from "./readings.ts";
import type { Finding, NormalizedRun, RunOutcome, TraceRow } from "./records.ts";

/**
 * Turns one trace bundle into a trace row and its event rows. Takes what is there: unknown fields are ignored
 * and missing ones left empty, because bundles of crashed clients lack most of their metadata.
 *
 * @param at where the bundle came from, for the error
 * @throws LoopError `bad_input` when it is no object, names no run or holds no spans and no status updates
 * @example normalizeBundle({ run: { run_id: "r1", status: "completed" }, spans: [{ span_id: "a", span_type: "agent" }] })
 */
export function normalizeBundle(bundle: unknown, at = "bundle"): NormalizedRun {
  return createNormalizer()(bundle, at);
}

/** `normalizeBundle` for many bundles: what they have in common is read once. */
export function createNormalizer(): (bundle: unknown, at: string) => NormalizedRun {
  const read = createReader();
  return (bundle, at) => normalize(bundle, at, read);
}

function normalize(
  bundle: unknown,
  at: string,
  read: ReturnType<typeof createReader>,
): NormalizedRun {
  if (!isLoose(bundle))
    throw new LoopError("bad_input", `${at}: expected an object with \`run\` and \`spans\``);
  const run = objectAt(bundle, "run");
  const run_id = textAt(run, "run_id", "id");
  if (run_id === "") throw new LoopError("bad_input", `${at}: run.run_id is missing`);
  const trace = traceRow(bundle, run, run_id);
  const events = eventRows(bundle, trace, read);
  if (events.every(({ node_kind }) => node_kind === "finding"))
    throw new LoopError("bad_input", `${at}: run ${run_id} has no spans and no status updates`);
  return { trace: { ...trace, event_count: events.length }, events };
}

function traceRow(bundle: Loose, run: Loose, run_id: string): TraceRow {
  const trace = objectAt(bundle, "trace");
  const review = objectAt(bundle, "review_packet");
  const config = objectAt(run, "config");
  const parameters = objectAt(objectAt(config, "metadata"), "generation_params");
  const known: Loose = {
    ...parameters,
    ...objectAt(trace, "metadata_json"),
    ...objectAt(run, "summary"),
  };
  const findings = findingsOf(review, known);
  const runtime_status = textAt(run, "status") || textAt(known, "terminal_state");
  const terminal_state = textAt(known, "terminal_state");
  const row = {
    validation_outcome: textAt(known, "validation_outcome"),
    triage_outcome: textAt(known, "triage_outcome"),
    review_status: textAt(known, "review_status") || textAt(review, "status"),
    terminal_state,
  };
  const run_outcome = outcomeOf(runtime_status, terminal_state);
  const [severity, severity_weight] = severityOf(run_outcome);
  const loop_count = numberAt(known, "loop_count");
  return {
    run_id,
    trace_id: textAt(trace, "trace_id") || textAt(run, "openai_trace_id") || run_id,
    case_type: textAt(known, "scenario_family", "case_type") || "unknown",
    run_outcome,
    runtime_status,
    severity,
    severity_weight,
    started_at: textAt(trace, "started_at") || textAt(run, "created_at"),
    ended_at: textAt(trace, "ended_at") || textAt(run, "updated_at"),
    ...row,
    review_decision:
      textAt(objectAt(review, "decision"), "decision") || textAt(known, "review_decision"),
    review_recommended_action:
      textAt(review, "recommended_action") || textAt(known, "review_recommended_action"),
    route: textAt(known, "selected_route"),
    loop_count,
    retry_count: numberAt(known, "retry_count"),
    arbitration_count: numberAt(known, "arbitration_count"),
    findings,
    environment: listAt(bundle, "environment_events").map((event) =>
      isLoose(event)
        ? textAt(event, "event_type", "name", "title") || JSON.stringify(event)
        : asText(event),
    ),
    primary_failure_marker: primaryMarker(row, findings),
    has_failure:
      run_outcome !== "completed" || !passed(row.validation_outcome) || findings.length > 0,
    impact: severity_weight * (1 + findings.length) * (1 + loop_count / 4),
    event_count: 0,
    attributes: attributesOf(known, config),
  };
}

function outcomeOf(status: string, terminal: string): RunOutcome {
  const word = status === "accepted" || status === "running" ? terminal || status : status;
  if (word === "completed" || word === "success" || word === "ok") return "completed";
  if (word === "awaiting_review") return "review_needed";
  if (word === "blocked") return "blocked";
  if (word === "failed" || word === "error" || word === "runner_error") return "runtime_error";
  return "in_progress";
}

function severityOf(outcome: RunOutcome): ["low" | "medium" | "high", number] {
  if (outcome === "completed") return ["low", 1];
  return outcome === "blocked" || outcome === "runtime_error" ? ["high", 3] : ["medium", 2];
}

function findingsOf(review: Loose, known: Loose): Finding[] {
  const listed = listAt(review, "findings");
  return (listed.length > 0 ? listed : listAt(known, "findings")).flatMap((finding) =>
    isLoose(finding)
      ? [
          {
            code: textAt(finding, "code"),
            message: textAt(finding, "message"),
            severity: textAt(finding, "severity"),
            agent_name: textAt(finding, "agent_name"),
          },
        ]
      : [],
  );
}

function primaryMarker(
  row: Pick<TraceRow, "validation_outcome" | "triage_outcome" | "terminal_state" | "review_status">,
  findings: readonly Finding[],
): string {
  if (findings[0]?.code) return findings[0].code;
  if (row.triage_outcome) return row.triage_outcome;
  if (!passed(row.validation_outcome)) return row.validation_outcome;
  if (row.review_status !== "" && row.review_status !== "not_required") return row.review_status;
  return row.terminal_state !== "" && row.terminal_state !== "completed" ? row.terminal_state : "";
}

/** Plain values by key; a list of short texts as one value. */
function attributesOf(known: Loose, config: Loose): Record<string, string> {
  const found: [string, string][] = [];
  const add = (key: string, value: unknown): void => {
    if (typeof value === "string" && value !== "" && value.length <= 80) found.push([key, value]);
    else if (typeof value === "number" || typeof value === "boolean")
      found.push([key, String(value)]);
  };
  for (const [key, value] of Object.entries(known)) add(key, value);
  for (const [name, part] of Object.entries(config))
    if (isLoose(part))
      for (const [key, value] of Object.entries(part)) add(`${name}_${key}`, value);
  return Object.fromEntries(found.toSorted(([a], [b]) => compare(a, b)));
}
