import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, it } from "vitest";
import { dataFolder, jsonLines, orderBundles, orderLabels } from "../fixtures/data-folder.ts";
import { normalizeBundle, openData, type NormalizedRun, type RunData } from "../index.ts";
import { duckdbBundles } from "./index.ts";

const bundles = orderBundles();
const expected = bundles.map((bundle) => normalizeBundle(bundle));

async function runsOf({ runs }: RunData): Promise<NormalizedRun[]> {
  const list: NormalizedRun[] = [];
  for await (const run of runs()) list.push(run);
  return list;
}

/** Runs statements in a database; the bundles lie beside it as JSON lines. */
async function prepared(file: string, statements: (dir: string) => string[]): Promise<string> {
  const dir = await dataFolder({
    "bundles.jsonl": jsonLines(bundles),
    "wrapped.jsonl": jsonLines(bundles.map((bundle) => ({ bundle: JSON.stringify(bundle) }))),
    "eval_labels.jsonl": jsonLines(orderLabels()),
  });
  const instance = await DuckDBInstance.create(
    file.endsWith(".parquet") ? ":memory:" : join(dir, file),
  );
  const connection = await instance.connect();
  for (const statement of statements(dir)) await connection.run(statement);
  connection.closeSync();
  instance.closeSync();
  return dir;
}

describe("bundles in DuckDB", () => {
  it("come from Parquet with nested columns, labels from beside it", async () => {
    const dir = await prepared("bundles.parquet", (dir) => [
      `COPY (SELECT * FROM read_json('${dir}/bundles.jsonl')) TO '${dir}/bundles.parquet' (FORMAT parquet)`,
    ]);
    const source = await duckdbBundles({ file: join(dir, "bundles.parquet") });
    const data = await openData({ path: join(dir, "bundles.parquet"), source });
    expect(await runsOf(data)).toEqual(expected);
    expect(data.labels.size).toBe(60);
    expect(await data.find("run-011")).toEqual(expected[11]);
  });

  it("come from Parquet with one column of JSON text", async () => {
    const dir = await prepared("bundles.parquet", (dir) => [
      `COPY (SELECT * FROM read_json('${dir}/wrapped.jsonl', columns = {bundle: 'VARCHAR'})) TO '${dir}/bundles.parquet' (FORMAT parquet)`,
    ]);
    const source = await duckdbBundles({ file: join(dir, "bundles.parquet") });
    expect(await runsOf(await openData({ path: dir, source }))).toEqual(expected);
  });

  it("come from a table of a database; a row that is no bundle is named", async () => {
    const dir = await prepared("runs.duckdb", (dir) => [
      `CREATE TABLE kept AS SELECT * FROM read_json('${dir}/wrapped.jsonl', columns = {bundle: 'VARCHAR'})`,
      `INSERT INTO kept VALUES ('{"run":')`,
    ]);
    const file = join(dir, "runs.duckdb");
    const data = await openData({
      path: dir,
      source: await duckdbBundles({ file, table: "kept" }),
    });
    expect(await runsOf(data)).toEqual(expected);
    expect(data.problems).toMatchObject([{ kind: "unreadable", file, line: 61 }]);
  });

  it("are refused with a message when there is no such file or table", async () => {
    await expect(duckdbBundles({ file: "/none/at/all.parquet" })).rejects.toMatchObject({
      code: "not_found",
    });
    const dir = await prepared("runs.duckdb", () => ["CREATE TABLE other (x INTEGER)"]);
    await expect(duckdbBundles({ file: join(dir, "runs.duckdb") })).rejects.toMatchObject({
      code: "engine",
    });
  });
});
