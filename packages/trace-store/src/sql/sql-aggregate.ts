import { z } from "zod";
import type { AggregateResult } from "../answers.ts";
import type { AggregateRequest } from "../trace-store.ts";
import type { Bound } from "./rollup.ts";
import { Count } from "./sql-rows.ts";
import type { SqlEngine, SqlValue } from "./sql-engine.ts";

const ownColumns: Record<string, string> = {
  trace_id: "trace_id",
  name: "name",
  kind: "kind",
  "status.code": "status_code",
  "status.message": "status_message",
  "scope.name": "scope_name",
};

const Row = z.looseObject({
  span_count: Count,
  trace_count: Count,
  error_span_count: Count,
  sum_of: Count.nullable(),
  min_of: Count.nullable(),
  max_of: Count.nullable(),
  measured_count: Count,
  total_groups: Count,
});

/** Groups the spans of the traces that pass. */
export async function aggregateRows(
  engine: SqlEngine,
  passing: Bound,
  { groupBy, measure, limit }: AggregateRequest,
): Promise<AggregateResult> {
  const { dialect } = engine;
  const values: Record<string, SqlValue> = { ...passing.values };
  const entry = (map: string, field: string, name: string) => {
    values[name] = field;
    return dialect.entry(map, dialect.parameter(name, "text"));
  };
  const groups = groupBy.map((field, i) => ownColumns[field] ?? entry("texts", field, `field${i}`));
  const measured =
    measure === undefined
      ? "NULL"
      : measure === "duration_ms"
        ? "duration_ms"
        : entry("numbers", measure, "measure");
  const names = groups.map((_, i) => `g${i}`);
  const spans = `
    SELECT trace_id, is_error, CAST(${measured} AS ${dialect.nullableDouble}) AS measured,
      ${groups.map((group, i) => `${group} AS g${i}`).join(", ")}
    FROM ${dialect.table}
    WHERE trace_id IN (SELECT trace_id FROM (${passing.sql}) AS chosen)`;
  const order = names.map((name) => `${name} NULLS FIRST`).join(", ");
  const sql = `
    SELECT *, count(*) OVER () AS total_groups FROM (
      SELECT ${names.join(", ")}, count(*) AS span_count, count(DISTINCT trace_id) AS trace_count,
        sum(CASE WHEN is_error THEN 1 ELSE 0 END) AS error_span_count,
        sum(measured) AS sum_of, min(measured) AS min_of, max(measured) AS max_of,
        count(measured) AS measured_count
      FROM (${spans}) AS spans GROUP BY ${names.join(", ")}
    ) AS counted ORDER BY span_count DESC, ${order} LIMIT ${limit}`;
  const rows = z.array(Row).parse(await engine.query(sql, values));
  return {
    rows: rows.map((row) => ({
      group: names.map((name) => z.string().nullable().parse(row[name])),
      span_count: row.span_count,
      trace_count: row.trace_count,
      error_span_count: row.error_span_count,
      sum: row.measured_count > 0 ? row.sum_of : null,
      min: row.measured_count > 0 ? row.min_of : null,
      max: row.measured_count > 0 ? row.max_of : null,
      measured_count: row.measured_count,
    })),
    total_groups: rows[0]?.total_groups ?? 0,
  };
}
