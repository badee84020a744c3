/** What kind of thing an event row came from. */
export type NodeKind =
  | "status"
  | "handoff"
  | "agent"
  | "response"
  | "function"
  | "finding"
  | "span";

/** One step of a run: a span, a status update or a finding. */
export interface EventRow {
  run_id: string;
  /** The span's id, `status::ID` or `finding::N`. */
  event_id: string;
  parent_event_id: string;
  ts: string;
  ended_at: string;
  duration_ms: number;
  node_kind: NodeKind;
  /** Who acted; empty when the data does not say. */
  agent_name: string;
  source_agent: string;
  target_agent: string;
  tool_name: string;
  /** Status updates only. */
  run_status: string;
  terminal_state: string;
  validation_outcome: string;
  triage_outcome: string;
  finding_code: string;
  finding_severity: string;
  /** What was given and what came back, as they were. */
  input: unknown;
  output: unknown;
  error: string;
  failure_marker_type: string;
  is_failure_marker: boolean;
  /** Position in the run, from 0, and the third of the run it lies in. */
  sequence_index: number;
  stage: "early" | "middle" | "late";
}

export type RunOutcome =
  | "completed"
  | "review_needed"
  | "blocked"
  | "runtime_error"
  | "in_progress";

export interface Finding {
  code: string;
  message: string;
  severity: string;
  agent_name: string;
}

/** One run as a whole. */
export interface TraceRow {
  run_id: string;
  trace_id: string;
  case_type: string;
  run_outcome: RunOutcome;
  /** The status as the bundle says it. */
  runtime_status: string;
  severity: "low" | "medium" | "high";
  /** 1 for low, 2 for medium, 3 for high. */
  severity_weight: number;
  started_at: string;
  ended_at: string;
  terminal_state: string;
  validation_outcome: string;
  triage_outcome: string;
  review_status: string;
  review_decision: string;
  review_recommended_action: string;
  route: string;
  loop_count: number;
  retry_count: number;
  arbitration_count: number;
  findings: Finding[];
  /** Environment events that the run saw, as text. */
  environment: string[];
  primary_failure_marker: string;
  has_failure: boolean;
  /** severity x (1 + findings) x (1 + loops/4) */
  impact: number;
  event_count: number;
  /** Every plain value of the bundle's metadata, by its key: versions, regimes, region, whatever is there. */
  attributes: Readonly<Record<string, string>>;
}

/** A run as the analysis takes it. */
export interface NormalizedRun {
  trace: TraceRow;
  events: EventRow[];
}
