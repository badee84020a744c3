import { LoopError } from "@loopwright/core";
import { z } from "zod";
import type { DatasetOverview, TailResult, TraceSummary } from "../answers.ts";
import { budgets } from "../budgets.ts";
import { parseSpanLine, type ExactSpan } from "../index/exact-span.ts";
import { searchLines, type SpanLine } from "../spans/search-lines.ts";
import { cutSpan, spansAdvice, traceAdvice, viewOf } from "../spans/show-spans.ts";
import { takeWithinBudget } from "../spans/take-within-budget.ts";
import type { TraceFilters } from "../trace-filters.ts";
import { unknownSpan, unknownTrace, type TailRequest, type TraceBackend } from "../trace-store.ts";
import { tracesPassing, type Bound } from "./rollup.ts";
import { aggregateRows } from "./sql-aggregate.ts";
import { OverviewRow, SummaryRow, TaxonomyRow } from "./sql-rows.ts";
import type { SqlEngine } from "./sql-engine.ts";

/** Answers the store's questions from a table of `SpanRow`s, in the database as far as it goes. */
export function sqlBackend(engine: SqlEngine): TraceBackend {
  const { dialect } = engine;
  const { table } = dialect;
  async function passing(filters: TraceFilters): Promise<Bound> {
    const empty = await engine.query(
      `SELECT 1 AS one FROM ${table} WHERE start_time = '' LIMIT 1`,
      {},
    );
    return tracesPassing(dialect, filters, empty.length > 0);
  }

  async function ask<Schema extends z.ZodType>(
    schema: Schema,
    sql: string,
    values: Bound["values"] = {},
  ): Promise<z.output<Schema>[]> {
    return z.array(schema).parse(await engine.query(sql, values));
  }

  async function overview(filters: TraceFilters): Promise<DatasetOverview> {
    const chosen = await passing(filters);
    const [sums] = await ask(OverviewRow, overviewSql(engine, chosen), chosen.values);
    if (!sums) throw new LoopError("engine", "the database gave no row for a sum");
    const samples = await ask(
      z.object({ trace_id: z.string() }),
      `SELECT trace_id FROM (${chosen.sql}) AS chosen ORDER BY first_ordinal LIMIT ${budgets.sampleTraceIds}`,
      chosen.values,
    );
    const groups = await ask(TaxonomyRow, taxonomySql(engine, chosen), chosen.values);
    return {
      ...sums,
      error_taxonomy: groups,
      sample_trace_ids: samples.map(({ trace_id }) => trace_id),
    };
  }

  async function linesOf(traceId: string): Promise<SpanLine[]> {
    const rows = await ask(
      z.object({ raw: z.string() }),
      `SELECT raw FROM ${table} WHERE trace_id = ${dialect.parameter("trace", "text")} ORDER BY ordinal`,
      { trace: traceId },
    );
    if (rows.length === 0) throw unknownTrace(traceId);
    return rows.map(({ raw }, index) => ({ bytes: Buffer.from(raw), index }));
  }

  async function spansOf(traceId: string): Promise<ExactSpan[]> {
    return (await linesOf(traceId)).flatMap(({ bytes }) => spanIn(bytes));
  }

  return {
    overview,
    async query({ filters, limit, offset }) {
      const chosen = await passing(filters);
      const rows = await ask(
        SummaryRow,
        `SELECT * FROM (${chosen.sql}) AS chosen ORDER BY first_ordinal LIMIT ${limit} OFFSET ${offset}`,
        chosen.values,
      );
      return { traces: rows satisfies TraceSummary[], total: await countOf(chosen) };
    },
    count: async (filters) => ({ total: await countOf(await passing(filters)) }),
    async viewTrace(traceId) {
      const cut = (await spansOf(traceId)).map((span) => cutSpan(span, budgets.overviewAttribute));
      return viewOf(traceId, cut, traceAdvice);
    },
    async viewSpans(traceId, spanIds) {
      const wanted = new Set(spanIds);
      const chosen = (await spansOf(traceId)).filter(({ spanId }) => wanted.has(spanId));
      const cut = chosen.map((span) => cutSpan(span, budgets.surgicalAttribute));
      return viewOf(traceId, cut, spansAdvice);
    },
    searchTrace: async (request) => searchLines(await linesOf(request.traceId), request),
    async searchSpan(request) {
      const { traceId, spanId } = request;
      const lines = await linesOf(traceId);
      const line = lines.find(({ bytes }) => spanIn(bytes).some((span) => span.spanId === spanId));
      if (!line) throw unknownSpan(traceId, spanId);
      return { ...searchLines([line], request), span_id: spanId };
    },
    aggregate: async (request) => aggregateRows(engine, await passing(request.filters), request),
    tail,
    close: () => engine.close(),
  };

  async function countOf(chosen: Bound): Promise<number> {
    const sql = `SELECT count(*) AS total FROM (${chosen.sql}) AS chosen`;
    const [row] = await ask(z.object({ total: z.coerce.number() }), sql, chosen.values);
    return row?.total ?? 0;
  }

  /** The cursor is the ordinal of the last span that was handed out. */
  async function tail({ after, limit }: TailRequest): Promise<TailResult> {
    const Line = z.object({ ordinal: z.coerce.number(), raw: z.string() });
    const select = `SELECT ordinal, raw FROM ${table}`;
    const rows =
      after === undefined
        ? (await ask(Line, `${select} ORDER BY ordinal DESC LIMIT ${limit}`)).toReversed()
        : await ask(
            Line,
            `${select} WHERE ordinal > ${dialect.parameter("after", "number")} ORDER BY ordinal LIMIT ${limit + 1}`,
            { after: Number(after) },
          );
    const taken = takeWithinBudget(limit);
    let cursor = after ?? "-1";
    for (const { ordinal, raw } of rows)
      for (const span of spanIn(Buffer.from(raw))) if (taken.offer(span)) cursor = String(ordinal);
    return { ...taken.result(), cursor };
  }
}

function spanIn(line: Uint8Array): ExactSpan[] {
  const parsed = parseSpanLine(line);
  return "span" in parsed ? [parsed.span] : [];
}

function overviewSql({ dialect }: SqlEngine, chosen: Bound): string {
  const total = (column: string, name = column) => `coalesce(sum(${column}), 0) AS ${name}`;
  return `
    SELECT count(*) AS total_traces,
      ${total("span_count", "total_spans")},
      coalesce(min(started), '') AS earliest_start_time,
      coalesce(max(ended), '') AS latest_end_time,
      ${dialect.distinctMembers("service_names")} AS all_services,
      ${dialect.distinctMembers("model_names")} AS all_models,
      ${dialect.distinctMembers("agent_names")} AS all_agents,
      ${dialect.distinctMembers("agent_ids")} AS all_agent_ids,
      sum(CASE WHEN otel_error_span_count > 0 THEN 1 ELSE 0 END) AS error_traces,
      ${total("missing_parent_count", "missing_parents")},
      ${total("missing_agent_identity_count", "missing_identity")},
      ${total("project_id_mismatch_count", "project_mismatches")},
      ${total("otel_error_span_count", "errors")},
      ${total("tool_error_span_count", "tool_errors")},
      ${total("total_input_tokens", "input_total")},
      ${total("total_output_tokens", "output_total")},
      ${total("raw_jsonl_bytes", "raw_total")}
    FROM (${chosen.sql}) AS chosen`;
}

/** Equally large groups stand in order of first sight: trace by trace, then span by span. */
function taxonomySql({ dialect }: SqlEngine, chosen: Bound): string {
  const firstSight = `min(${dialect.wide("failed.first_ordinal")} * 1099511627776 + spans.ordinal)`;
  const message = dialect.prefix("spans.status_message", budgets.taxonomyMessage);
  return `
    SELECT spans.name AS span_name, ${message} AS message, count(*) AS error_spans,
      count(DISTINCT spans.trace_id) AS traces,
      ${dialect.take(dialect.distinct("spans.trace_id", "1 = 1"), budgets.taxonomyExamples)} AS examples,
      ${firstSight} AS first_sight
    FROM ${dialect.table} AS spans
    INNER JOIN (
      SELECT trace_id AS failed_trace, first_ordinal FROM (${chosen.sql}) AS chosen WHERE otel_error_span_count > 0
      ORDER BY first_ordinal LIMIT ${budgets.taxonomyTraces}
    ) AS failed ON spans.trace_id = failed.failed_trace
    WHERE spans.is_error
    GROUP BY span_name, message ORDER BY error_spans DESC, first_sight LIMIT ${budgets.taxonomyGroups}`;
}
