import { compilePattern } from "../regex/pattern.ts";
import type { TraceFilters } from "../trace-filters.ts";
import type { SqlDialect, SqlValue } from "./sql-engine.ts";

/** A piece of SQL with the values it binds. */
export interface Bound {
  readonly sql: string;
  readonly values: Readonly<Record<string, SqlValue>>;
}

/**
 * One row per trace that passes, with the columns of a `TraceSummary`.
 *
 * @param emptyStarts whether any span has an empty start: the reference takes one for none yet, so that only the
 *   starts after the last empty one count; rare enough to be looked for first
 */
export function tracesPassing(
  dialect: SqlDialect,
  filters: TraceFilters,
  emptyStarts: boolean,
): Bound {
  const { conditions, values } = filterConditions(dialect, filters);
  const where = conditions.length > 0 ? ` WHERE ${conditions.join(" AND ")}` : "";
  return { sql: `SELECT * FROM (${rollup(dialect, emptyStarts)}) AS rollup${where}`, values };
}

function rollup({ table, distinct, firstText }: SqlDialect, emptyStarts: boolean): string {
  const source = emptyStarts
    ? `(SELECT *, max(CASE WHEN start_time = '' THEN ordinal ELSE -1 END) OVER (PARTITION BY trace_id) AS last_empty FROM ${table}) AS marked`
    : table;
  const start = emptyStarts
    ? "coalesce(min(CASE WHEN ordinal > last_empty THEN start_time END), '')"
    : "min(start_time)";
  const sums = `
    SELECT trace_id,
      min(ordinal) AS first_ordinal,
      count(*) AS span_count,
      ${start} AS started,
      max(end_time) AS ended,
      ${distinct("service_name", "service_name IS NOT NULL")} AS service_names,
      ${distinct("model_name", "model_name <> ''")} AS model_names,
      ${distinct("agent_name", "agent_name <> ''")} AS agent_names,
      ${distinct("agent_id", "agent_id <> ''")} AS agent_ids,
      sum(input_tokens) AS total_input_tokens,
      sum(output_tokens) AS total_output_tokens,
      ${firstText("project_id", "ordinal", "project_id <> ''")} AS project,
      count(DISTINCT CASE WHEN project_id <> '' THEN project_id END) AS projects,
      sum(CASE WHEN agent_name = '' AND agent_id = '' THEN 1 ELSE 0 END) AS missing_agent_identity_count,
      sum(CASE WHEN is_error THEN 1 ELSE 0 END) AS otel_error_span_count,
      sum(CASE WHEN is_error AND is_tool THEN 1 ELSE 0 END) AS tool_error_span_count,
      sum(raw_bytes) AS raw_jsonl_bytes
    FROM ${source} GROUP BY trace_id`;
  const orphans = `
    SELECT trace_id AS orphaned_trace, count(*) AS missing_parents
    FROM (SELECT DISTINCT trace_id, parent_span_id FROM ${table} WHERE parent_span_id <> '') AS parents
    WHERE (trace_id, parent_span_id) NOT IN (SELECT trace_id, span_id FROM ${table})
    GROUP BY trace_id`;
  return `
    SELECT sums.*, coalesce(missing_parents, 0) AS missing_parent_count,
      CASE WHEN projects > 1 THEN projects - 1 ELSE 0 END AS project_id_mismatch_count
    FROM (${sums}) AS sums LEFT JOIN (${orphans}) AS orphans ON sums.trace_id = orphans.orphaned_trace`;
}

function filterConditions(
  dialect: SqlDialect,
  filters: TraceFilters,
): { conditions: string[]; values: Record<string, SqlValue> } {
  const conditions: string[] = [];
  const values: Record<string, SqlValue> = {};
  const bind = (name: string, type: "text" | "texts", value: SqlValue) => {
    values[name] = value;
    return dialect.parameter(name, type);
  };
  const anyOf = (column: string, names: readonly string[] | undefined) => {
    if (names?.length === 0) conditions.push("1 = 0");
    else if (names) conditions.push(dialect.hasAny(column, bind(column, "texts", names)));
  };
  if (filters.has_errors !== undefined)
    conditions.push(`otel_error_span_count ${filters.has_errors ? ">" : "="} 0`);
  anyOf("model_names", filters.model_names);
  anyOf("service_names", filters.service_names);
  anyOf("agent_names", filters.agent_names);
  // No project is not the project of that empty name.
  if (filters.project_id === "") conditions.push("1 = 0");
  else if (filters.project_id !== undefined)
    conditions.push(`project = ${bind("project", "text", filters.project_id)}`);
  if (filters.start_time_gte !== undefined)
    conditions.push(`started >= ${bind("after", "text", filters.start_time_gte)}`);
  if (filters.end_time_lte !== undefined)
    conditions.push(`ended <= ${bind("before", "text", filters.end_time_lte)}`);
  if (filters.regex_pattern !== undefined && filters.regex_pattern !== "") {
    const { literal, re2 } = compilePattern(filters.regex_pattern);
    const test = literal
      ? dialect.contains("raw", bind("part", "text", literal.toString()))
      : dialect.matches("raw", bind("pattern", "text", re2));
    conditions.push(`trace_id IN (SELECT trace_id FROM ${dialect.table} WHERE ${test})`);
  }
  return { conditions, values };
}
