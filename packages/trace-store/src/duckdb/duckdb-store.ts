import { LoopError, messageOf } from "@loopwright/core";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { QuarantinedLine } from "../open-trace-store.ts";
import { readSpanRows } from "../sql/read-span-rows.ts";
import { sqlBackend } from "../sql/sql-backend.ts";
import type { SqlEngine, SqlValue } from "../sql/sql-engine.ts";
import { withCheckedOptions, type TraceStore } from "../trace-store.ts";
import { appendRows, createTable } from "./duckdb-rows.ts";
import { duckdbDialect } from "./duckdb-dialect.ts";

type DuckDb = typeof import("@duckdb/node-api");

/** A store in DuckDB: an in-process database, in memory, in one file, or over Parquet files. */
export interface DuckdbTraceStore extends TraceStore {
  /** Adds the spans of files; returns how many. */
  load(files: readonly string[]): Promise<{ spans: number }>;
  /** Writes all spans to a Parquet file, from which a store can be opened. */
  writeParquet(file: string): Promise<void>;
  quarantined(): QuarantinedLine[];
}

/**
 * Opens a store in DuckDB for analysis on one machine: questions over every span take milliseconds to seconds where
 * the embedded store reads the files. Needs `@duckdb/node-api`.
 *
 * @param options.files span files to load at once
 * @param options.database a database file, by default in memory
 * @param options.parquet Parquet files of `writeParquet` (a path, or a pattern such as `spans/*.parquet`) to read in
 *   place; nothing is loaded then
 * @throws LoopError `not_found`, `bad_input`, `storage`, or `engine` when DuckDB is missing or fails
 * @example const store = await openDuckdbTraceStore({ files: ["traces.jsonl"] });
 */
export async function openDuckdbTraceStore(options: {
  files?: readonly string[];
  database?: string;
  parquet?: string;
  signal?: AbortSignal;
}): Promise<DuckdbTraceStore> {
  const { files = [], database = ":memory:", parquet, signal } = options;
  const duckdb = await loadDuckdb();
  const instance = await guarded("open", () => duckdb.DuckDBInstance.create(database));
  const connection = await instance.connect();
  const quarantined: QuarantinedLine[] = [];
  if (parquet === undefined) await guarded("create", () => createTable(connection));
  else await guarded("read", () => viewOfParquet(connection, parquet));

  async function load(paths: readonly string[]): Promise<{ spans: number }> {
    if (parquet !== undefined)
      throw new LoopError(
        "bad_input",
        "a store over Parquet files takes no others; load them into a database",
      );
    const next = await connection.runAndReadAll(
      "SELECT coalesce(max(ordinal) + 1, 0) AS next FROM spans",
    );
    const first = Number(next.getRowObjectsJson()[0]?.["next"] ?? 0);
    let spans = 0;
    await connection.run("BEGIN");
    try {
      const batches = readSpanRows({ files: paths, firstOrdinal: first, quarantined, signal });
      for await (const rows of batches) {
        await guarded("load", () => appendRows(duckdb, connection, rows));
        spans += rows.length;
      }
      await connection.run("COMMIT");
    } catch (error) {
      await connection.run("ROLLBACK");
      throw error;
    }
    return { spans };
  }

  const engine: SqlEngine = {
    dialect: duckdbDialect,
    query: (statement, values) =>
      guarded("answer", async () => {
        const result = await connection.runAndReadAll(
          statement,
          bindable(duckdb, values),
          typesOf(duckdb, values),
        );
        return result.getRowObjectsJson();
      }),
    async close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
  if (files.length > 0) {
    try {
      await load(files);
    } catch (error) {
      await engine.close();
      throw error;
    }
  }
  return {
    ...withCheckedOptions(sqlBackend(engine)),
    load,
    async writeParquet(file) {
      await guarded("write", () => connection.run(parquetCopy(file)));
    },
    quarantined: () => [...quarantined],
  };
}

/** Parquet has no 128-bit integers and would round them; it has decimals of that size. */
function parquetCopy(file: string): string {
  const exact = ["input_tokens", "output_tokens"].map(
    (column) => `CAST(${column} AS DECIMAL(38, 0)) AS ${column}`,
  );
  return `
    COPY (SELECT * REPLACE (${exact.join(", ")}) FROM spans ORDER BY ordinal)
    TO ${quoted(file)} (FORMAT parquet, COMPRESSION zstd)`;
}

async function viewOfParquet(connection: DuckDBConnection, parquet: string): Promise<void> {
  await connection.run(`CREATE VIEW spans AS SELECT * FROM read_parquet(${quoted(parquet)})`);
}

/** DuckDB is an optional peer, so it is loaded only here. */
async function loadDuckdb(): Promise<DuckDb> {
  try {
    return await import("@duckdb/node-api");
  } catch (error) {
    throw new LoopError(
      "engine",
      "@duckdb/node-api is not installed; npm install @duckdb/node-api",
      {
        cause: error,
      },
    );
  }
}

async function guarded<T>(verb: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof LoopError) throw error;
    throw new LoopError("engine", `DuckDB could not ${verb}: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

function bindable(duckdb: DuckDb, values: Readonly<Record<string, SqlValue>>) {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === "object" ? duckdb.listValue([...value]) : value,
    ]),
  );
}

function typesOf(duckdb: DuckDb, values: Readonly<Record<string, SqlValue>>) {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === "object"
        ? duckdb.LIST(duckdb.VARCHAR)
        : typeof value === "number"
          ? duckdb.DOUBLE
          : duckdb.VARCHAR,
    ]),
  );
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
