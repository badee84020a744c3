/**
 * Spans of a trace lie together, so that a view reads a few granules; names are dictionaries; the line itself is
 * compressed hard, because it is read last.
 */
export function tableDefinition(table: string): string {
  return `
    CREATE TABLE IF NOT EXISTS ${table} (
      ordinal Int64,
      trace_id String,
      span_id String,
      parent_span_id String,
      name String,
      kind LowCardinality(String),
      start_time String,
      end_time String,
      status_code LowCardinality(String),
      status_message String,
      scope_name LowCardinality(String),
      service_name Nullable(String),
      model_name String,
      agent_name String,
      agent_id String,
      project_id String,
      is_error Bool,
      is_tool Bool,
      input_tokens Int128,
      output_tokens Int128,
      duration_ms Nullable(Float64),
      raw String CODEC(ZSTD(3)),
      raw_bytes UInt64,
      texts Map(String, String) CODEC(ZSTD(1)),
      numbers Map(String, Float64) CODEC(ZSTD(1)),
      INDEX by_ordinal ordinal TYPE minmax GRANULARITY 1,
      INDEX by_error is_error TYPE set(2) GRANULARITY 1
    ) ENGINE = MergeTree ORDER BY (trace_id, ordinal)`;
}
