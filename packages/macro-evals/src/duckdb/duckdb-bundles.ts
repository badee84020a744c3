import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import { LoopError, messageOf } from "@loopwright/core";
import type { DuckDBConnection } from "@duckdb/node-api";
import { isLoose, parseJson, type Loose } from "../bundle/loose.ts";
import { createNormalizer, normalizeBundle } from "../bundle/normalize-bundle.ts";
import type { RunSource } from "../bundle/sources/run-source.ts";

export interface DuckdbBundlesOptions {
  /** A Parquet file, or a pattern such as `bundles/*.parquet`; or a DuckDB database file. */
  file: string;
  /** Table of a database. Default `bundles` */
  table?: string;
}

/**
 * Bundles in Parquet files or a DuckDB table, one a row: columns named as the parts of a bundle (`run`, `trace`,
 * `spans`, ...), each nested or as JSON text, or one column `bundle` with all of it. Needs `@duckdb/node-api`.
 *
 * @throws LoopError `not_found` for a file that is not there, `engine` when DuckDB is missing or cannot read it
 * @example const data = await openData({ path: "data", source: await duckdbBundles({ file: "bundles.parquet" }) });
 */
export async function duckdbBundles(options: DuckdbBundlesOptions): Promise<RunSource> {
  const { file } = options;
  if (!file.includes("*") && !(await stat(file).catch(() => undefined)))
    throw new LoopError("not_found", `${file}: no such file`);
  await withRows(options, (connection, rows) => connection.run(`DESCRIBE ${rows}`));
  const fromOf = (row: number): string => `${file}: row ${row}`;
  return {
    folder: dirname(file),
    async *runs(report) {
      const normalize = createNormalizer();
      const session = await open(options);
      try {
        let row = 0;
        for await (const text of textsOf(session)) {
          row++;
          const from = fromOf(row);
          try {
            yield { run: normalize(bundleOf(text), from), from };
          } catch (error) {
            const message = messageOf(error).replace(`${from}: `, "");
            report({ kind: "unreadable", file, line: row, message });
          }
        }
      } finally {
        session.close();
      }
    },
    async find({ from }) {
      const row = Number(from.slice(fromOf(0).length - 1));
      return withRows(options, async (connection, rows) => {
        const found = await connection.runAndReadAll(`${rows} LIMIT 1 OFFSET ${row - 1}`);
        const text = found.getRows()[0]?.[0];
        return typeof text === "string" ? normalizeBundle(bundleOf(text), from) : undefined;
      });
    },
  };
}

interface Session {
  connection: DuckDBConnection;
  /** A query for one JSON text a row. */
  rows: string;
  close(): void;
}

async function open({ file, table = "bundles" }: DuckdbBundlesOptions): Promise<Session> {
  const duckdb = await loadDuckdb();
  const parquet = file.endsWith(".parquet");
  return guarded(file, async () => {
    const instance = await duckdb.DuckDBInstance.create(
      parquet ? ":memory:" : file,
      parquet ? {} : { access_mode: "READ_ONLY" },
    );
    const connection = await instance.connect();
    await connection.run("SET TimeZone = 'UTC'");
    const from = parquet ? `read_parquet(${quoted(file)})` : `"${table.replaceAll('"', '""')}"`;
    return {
      connection,
      rows: `SELECT to_json(bundles)::VARCHAR FROM ${from} AS bundles`,
      close() {
        connection.closeSync();
        instance.closeSync();
      },
    };
  });
}

async function withRows<T>(
  options: DuckdbBundlesOptions,
  use: (connection: DuckDBConnection, rows: string) => Promise<T>,
): Promise<T> {
  const { connection, rows, close } = await open(options);
  try {
    return await guarded(options.file, () => use(connection, rows));
  } finally {
    close();
  }
}

async function* textsOf({ connection, rows }: Session): AsyncGenerator<string> {
  const result = await connection.stream(rows);
  for await (const chunk of result.yieldRows())
    for (const [text] of chunk) yield typeof text === "string" ? text : "";
}

/** How DuckDB writes the columns that it holds as times; the session's zone is UTC. */
const sqlTime = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)(?:\+00)?$/;

/** A row as a bundle: the column `bundle` when there is one, and parts that are JSON text read. */
function bundleOf(text: string): unknown {
  const row: unknown = JSON.parse(text, (_, value: unknown) =>
    typeof value === "string" ? value.replace(sqlTime, "$1T$2Z") : value,
  );
  if (!isLoose(row)) return row;
  const whole = readPart(row["bundle"]);
  return readParts(isLoose(whole) ? whole : row);
}

function readParts(bundle: Loose): Loose {
  return Object.fromEntries(Object.entries(bundle).map(([key, value]) => [key, readPart(value)]));
}

function readPart(value: unknown): unknown {
  return typeof value === "string" ? (parseJson(value) ?? value) : value;
}

async function guarded<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof LoopError) throw error;
    throw new LoopError("engine", `${file}: DuckDB cannot read it (${messageOf(error)})`, {
      cause: error,
    });
  }
}

/** DuckDB is an optional peer, so it is loaded only here. */
async function loadDuckdb(): Promise<typeof import("@duckdb/node-api")> {
  try {
    return await import("@duckdb/node-api");
  } catch (error) {
    throw new LoopError(
      "engine",
      "@duckdb/node-api is not installed; npm install @duckdb/node-api",
      { cause: error },
    );
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
