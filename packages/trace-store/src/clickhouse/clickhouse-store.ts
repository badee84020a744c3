import type { ClickHouseClient } from "@clickhouse/client";
import { LoopError, messageOf } from "@loopwright/core";
import { z } from "zod";
import type { QuarantinedLine } from "../open-trace-store.ts";
import { readSpanRows } from "../sql/read-span-rows.ts";
import type { SpanRow } from "../sql/span-row.ts";
import { sqlBackend } from "../sql/sql-backend.ts";
import type { SqlEngine } from "../sql/sql-engine.ts";
import { withCheckedOptions, type TraceStore } from "../trace-store.ts";
import { clickhouseDialect } from "./clickhouse-dialect.ts";
import { tableDefinition } from "./clickhouse-table.ts";

/** A store in ClickHouse. Closing it leaves the client open, which is yours. */
export interface ClickhouseTraceStore extends TraceStore {
  /** Adds the spans of files; returns how many. Load from one process at a time: spans are numbered in order. */
  load(files: readonly string[]): Promise<{ spans: number }>;
  quarantined(): QuarantinedLine[];
}

/** Large inserts make few parts, which is what ClickHouse wants. */
const rowsPerInsert = 20_000;

/**
 * Opens a store in a ClickHouse server or cluster, for more spans than one machine holds. The table is made if there
 * is none.
 *
 * @param options.client from `createClient` of `@clickhouse/client`
 * @param options.table letters, digits and underscores, with a database before a point if you like
 * @throws LoopError `not_found`, `bad_input`, or `engine` when the server refuses
 * @example const store = await openClickhouseTraceStore({ client: createClient({ url }), files: ["traces.jsonl"] });
 */
export async function openClickhouseTraceStore(options: {
  client: ClickHouseClient;
  table?: string;
  files?: readonly string[];
  signal?: AbortSignal;
}): Promise<ClickhouseTraceStore> {
  const { client, table = "loopwright_spans", files = [], signal } = options;
  if (!/^(\w+\.)?\w+$/.test(table))
    throw new LoopError("bad_input", `table ${table}: expected letters, digits and underscores`);
  const quarantined: QuarantinedLine[] = [];
  const engine: SqlEngine = {
    dialect: clickhouseDialect(table),
    query: (statement, values) =>
      guarded("answer", async () => {
        const result = await client.query({
          query: statement,
          query_params: { ...values },
          format: "JSONEachRow",
          ...(signal ? { abort_signal: signal } : {}),
        });
        return result.json();
      }),
    close: async () => undefined,
  };

  async function load(paths: readonly string[]): Promise<{ spans: number }> {
    const firstOrdinal = await nextOrdinal(engine);
    let spans = 0;
    const batches = readSpanRows({
      files: paths,
      firstOrdinal,
      quarantined,
      signal,
      batchRows: rowsPerInsert,
    });
    for await (const rows of batches) {
      const values = rows.map(insertable);
      await guarded("load", () => client.insert({ table, values, format: "JSONEachRow" }));
      spans += rows.length;
    }
    return { spans };
  }

  await guarded("make the table", () => client.command({ query: tableDefinition(table) }));
  if (files.length > 0) await load(files);
  return {
    ...withCheckedOptions(sqlBackend(engine)),
    load,
    quarantined: () => [...quarantined],
  };
}

async function nextOrdinal({ query, dialect }: SqlEngine): Promise<number> {
  const sql = `SELECT count(*) AS spans, max(ordinal) AS last FROM ${dialect.table}`;
  const Row = z.object({ spans: z.coerce.number(), last: z.coerce.number() });
  const [row] = z.array(Row).parse(await query(sql, {}));
  return row && row.spans > 0 ? row.last + 1 : 0;
}

/** A row as JSON holds it: 128-bit integers as text, maps as objects. */
function insertable(row: SpanRow) {
  return {
    ...row,
    input_tokens: String(row.input_tokens),
    output_tokens: String(row.output_tokens),
    texts: Object.fromEntries(row.texts),
    numbers: Object.fromEntries(row.numbers),
  };
}

async function guarded<T>(verb: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof LoopError) throw error;
    throw new LoopError("engine", `ClickHouse could not ${verb}: ${messageOf(error)}`, {
      cause: error,
    });
  }
}
