import type { JsonValue } from "@loopwright/core";

/** One trace in a list. Token totals beyond 2^53 are rounded. */
export interface TraceSummary {
  trace_id: string;
  span_count: number;
  start_time: string;
  end_time: string;
  has_errors: boolean;
  service_names: string[];
  model_names: string[];
  total_input_tokens: number;
  total_output_tokens: number;
  agent_names: string[];
  agent_ids: string[];
  missing_parent_count: number;
  missing_agent_identity_count: number;
  project_id_mismatch_count: number;
  otel_error_span_count: number;
  tool_error_span_count: number;
  /** Bytes of the trace's lines without newlines. */
  raw_jsonl_bytes: number;
}

export interface TraceQueryResult {
  traces: TraceSummary[];
  /** All traces that pass, not only those on this page. */
  total: number;
}

/** Error spans that share name and message. */
export interface ErrorGroup {
  span_name: string;
  /** The first 200 characters. */
  status_message: string;
  error_span_count: number;
  trace_count: number;
  /** Up to three, in order. */
  example_trace_ids: string[];
}

export interface DatasetOverview {
  total_traces: number;
  total_spans: number;
  earliest_start_time: string;
  latest_end_time: string;
  service_names: string[];
  model_names: string[];
  agent_names: string[];
  agent_ids: string[];
  error_trace_count: number;
  missing_parent_count: number;
  missing_agent_identity_count: number;
  project_id_mismatch_count: number;
  otel_error_span_count: number;
  tool_error_span_count: number;
  /** The 20 largest groups of the first 2,000 traces with errors. */
  error_taxonomy: ErrorGroup[];
  total_input_tokens: number;
  total_output_tokens: number;
  raw_jsonl_bytes: number;
  /** The first 20. */
  sample_trace_ids: string[];
}

/** A span as it is shown: long attributes cut, other top-level keys kept. */
export interface ShownSpan {
  [key: string]: JsonValue;
  trace_id: string;
  span_id: string;
  parent_span_id: string;
  trace_state: string;
  name: string;
  kind: string;
  start_time: string;
  end_time: string;
  status: { code: string; message: string };
  resource: { attributes: Record<string, JsonValue> };
  scope: { name: string; version: string };
  attributes: Record<string, JsonValue>;
}

/** What is told of spans that would not fit an answer. Sizes are bytes of the spans as they would be shown. */
export interface OversizedSummary {
  trace_id: string;
  span_count: number;
  truncated_response_bytes: number;
  response_bytes_budget: number;
  span_response_bytes_min: number;
  span_response_bytes_median: number;
  span_response_bytes_max: number;
  top_span_names: [name: string, count: number][];
  error_span_count: number;
  recommendation: string;
}

export interface TraceView {
  trace_id: string;
  /** In file order; empty when `oversized` says why. */
  spans: ShownSpan[];
  oversized: OversizedSummary | null;
}

/** One match in a span's line; places count characters (code points) of the line. */
export interface SpanMatch {
  trace_id: string;
  span_id: string;
  /** Place of the span in its trace, from 0. */
  span_index: number;
  span_name: string;
  kind: string;
  status_code: string;
  parent_span_id: string;
  raw_jsonl_bytes: number;
  match_text: string;
  matched_context: string;
  match_start_char: number;
  match_end_char: number;
}

export interface TraceSearchResult {
  trace_id: string;
  /** All matches there are. */
  match_count: number;
  returned_match_count: number;
  has_more: boolean;
  matches: SpanMatch[];
}

export interface SpanSearchResult extends TraceSearchResult {
  span_id: string;
}

/** Spans from the end of the data, or those that came after a cursor. */
export interface TailResult {
  spans: ShownSpan[];
  /** Hand it back to get what comes next. */
  cursor: string;
  /** True when more spans are there than fit this answer. */
  has_more: boolean;
}

export interface AggregateRow {
  /** One value for each field grouped by; null where spans lack it. */
  group: (string | null)[];
  span_count: number;
  trace_count: number;
  error_span_count: number;
  /** Of the measured field, over the spans in which it is a number; null when there is none. */
  sum: number | null;
  min: number | null;
  max: number | null;
  measured_count: number;
}

export interface AggregateResult {
  rows: AggregateRow[];
  /** All groups there are. */
  total_groups: number;
}
