import { z } from "zod";
import type { DatasetOverview, ErrorGroup, TraceSummary } from "../answers.ts";

/** Databases hand out large integers as text. */
export const Count = z.coerce.number();
const Names = z.array(z.string());

export const SummaryRow = z
  .object({
    trace_id: z.string(),
    span_count: Count,
    started: z.string(),
    ended: z.string(),
    service_names: Names,
    model_names: Names,
    total_input_tokens: Count,
    total_output_tokens: Count,
    agent_names: Names,
    agent_ids: Names,
    missing_parent_count: Count,
    missing_agent_identity_count: Count,
    project_id_mismatch_count: Count,
    otel_error_span_count: Count,
    tool_error_span_count: Count,
    raw_jsonl_bytes: Count,
  })
  .transform(({ started, ended, ...row }): TraceSummary => ({
    ...row,
    start_time: started,
    end_time: ended,
    has_errors: row.otel_error_span_count > 0,
  }));

type OverviewSums = Omit<DatasetOverview, "error_taxonomy" | "sample_trace_ids">;

export const OverviewRow = z
  .object({
    total_traces: Count,
    total_spans: Count,
    earliest_start_time: z.string(),
    latest_end_time: z.string(),
    all_services: Names,
    all_models: Names,
    all_agents: Names,
    all_agent_ids: Names,
    error_traces: Count.nullable(),
    missing_parents: Count,
    missing_identity: Count,
    project_mismatches: Count,
    errors: Count,
    tool_errors: Count,
    input_total: Count,
    output_total: Count,
    raw_total: Count,
  })
  .transform((row): OverviewSums => ({
    total_traces: row.total_traces,
    total_spans: row.total_spans,
    earliest_start_time: row.earliest_start_time,
    latest_end_time: row.latest_end_time,
    service_names: row.all_services,
    model_names: row.all_models,
    agent_names: row.all_agents,
    agent_ids: row.all_agent_ids,
    error_trace_count: row.error_traces ?? 0,
    missing_parent_count: row.missing_parents,
    missing_agent_identity_count: row.missing_identity,
    project_id_mismatch_count: row.project_mismatches,
    otel_error_span_count: row.errors,
    tool_error_span_count: row.tool_errors,
    total_input_tokens: row.input_total,
    total_output_tokens: row.output_total,
    raw_jsonl_bytes: row.raw_total,
  }));

export const TaxonomyRow = z
  .object({
    span_name: z.string(),
    message: z.string(),
    error_spans: Count,
    traces: Count,
    examples: Names,
  })
  .transform((row): ErrorGroup => ({
    span_name: row.span_name,
    status_message: row.message,
    error_span_count: row.error_spans,
    trace_count: row.traces,
    example_trace_ids: row.examples,
  }));
