import type { DuckDBConnection } from "@duckdb/node-api";
import type { SpanRow } from "../sql/span-row.ts";

type DuckDb = typeof import("@duckdb/node-api");

/** Makes the table of spans unless the database has it. */
export async function createTable(connection: DuckDBConnection): Promise<void> {
  await connection.run(`
    CREATE TABLE IF NOT EXISTS spans (
      ordinal BIGINT, trace_id VARCHAR, span_id VARCHAR, parent_span_id VARCHAR, name VARCHAR, kind VARCHAR,
      start_time VARCHAR, end_time VARCHAR, status_code VARCHAR, status_message VARCHAR, scope_name VARCHAR,
      service_name VARCHAR, model_name VARCHAR, agent_name VARCHAR, agent_id VARCHAR, project_id VARCHAR,
      is_error BOOLEAN, is_tool BOOLEAN, input_tokens HUGEINT, output_tokens HUGEINT, duration_ms DOUBLE,
      raw VARCHAR, raw_bytes BIGINT, texts MAP(VARCHAR, VARCHAR), numbers MAP(VARCHAR, DOUBLE)
    )`);
}

/** Adds rows in the order of the table's columns. */
export async function appendRows(
  duckdb: DuckDb,
  connection: DuckDBConnection,
  rows: readonly SpanRow[],
): Promise<void> {
  const textsType = duckdb.MAP(duckdb.VARCHAR, duckdb.VARCHAR);
  const numbersType = duckdb.MAP(duckdb.VARCHAR, duckdb.DOUBLE);
  const appender = await connection.createAppender("spans");
  const mapOf = (entries: readonly (readonly [string, string | number])[]) =>
    duckdb.mapValue(entries.map(([key, value]) => ({ key, value })));
  for (const row of rows) {
    appender.appendBigInt(BigInt(row.ordinal));
    for (const text of [
      row.trace_id,
      row.span_id,
      row.parent_span_id,
      row.name,
      row.kind,
      row.start_time,
      row.end_time,
      row.status_code,
      row.status_message,
      row.scope_name,
    ])
      appender.appendVarchar(text);
    if (row.service_name === null) appender.appendNull();
    else appender.appendVarchar(row.service_name);
    for (const text of [row.model_name, row.agent_name, row.agent_id, row.project_id])
      appender.appendVarchar(text);
    appender.appendBoolean(row.is_error);
    appender.appendBoolean(row.is_tool);
    appender.appendHugeInt(row.input_tokens);
    appender.appendHugeInt(row.output_tokens);
    if (row.duration_ms === null) appender.appendNull();
    else appender.appendDouble(row.duration_ms);
    appender.appendVarchar(row.raw);
    appender.appendBigInt(BigInt(row.raw_bytes));
    appender.appendMap(mapOf(row.texts), textsType);
    appender.appendMap(mapOf(row.numbers), numbersType);
    appender.endRow();
  }
  appender.closeSync();
}
