import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { readJson } from "@loopwright/core";
import { openTraceStore, type TraceStore } from "@loopwright/trace-store";
import { openClickhouseTraceStore } from "@loopwright/trace-store/clickhouse";
import { openDuckdbTraceStore } from "@loopwright/trace-store/duckdb";
import { createClient, type ClickHouseClient } from "@clickhouse/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { awkwardCases, line, lineWith, refusedLines } from "./trace-store/awkward-cases.ts";
import { generatedCase } from "./trace-store/generated-case.ts";
import { startChdb, type ChdbBridge } from "./trace-store/chdb.ts";
import { OracleReply, writeCase } from "./trace-store/oracle.ts";
import { answerOf, comparable, type OracleCase } from "./trace-store/questions.ts";
import { storedSeeds } from "./trace-store/stored-answers.ts";

const storedFile = new URL("./trace-store/fixtures/oracle-answers.json", import.meta.url);
const stored = await readJson(fileURLToPath(storedFile), z.record(z.string(), OracleReply));
const chdb = process.env["LOOPWRIGHT_CHDB"];
const errorCodes: Record<string, string> = { KeyError: "not_found", ValueError: "bad_input" };

/** How a backend is opened over span files, and what it left out of them. */
export interface Backend {
  name: string;
  open(files: readonly string[]): Promise<TraceStore & { quarantined(): { line: number }[] }>;
}

const backends: Backend[] = [
  {
    name: "the embedded store",
    open: (files) => openTraceStore({ files, index: "memory" }),
  },
  { name: "DuckDB in memory", open: (files) => openDuckdbTraceStore({ files }) },
  {
    name: "DuckDB over Parquet",
    async open(files) {
      const loaded = await openDuckdbTraceStore({ files });
      const parquet = `${files[0]}.parquet`;
      await loaded.writeParquet(parquet);
      const quarantined = loaded.quarantined();
      await loaded.close();
      return { ...(await openDuckdbTraceStore({ parquet })), quarantined: () => quarantined };
    },
  },
];

const cases = [...awkwardCases(), ...storedSeeds.map((seed) => generatedCase(seed))];

describe.each(backends)("$name", ({ open }) => {
  conformance(open);
});

describe.skipIf(chdb === undefined)("ClickHouse", () => {
  let bridge: ChdbBridge;
  let client: ClickHouseClient;
  let tables = 0;

  beforeAll(async () => {
    bridge = await startChdb(chdb ?? "");
    client = createClient({ url: bridge.url });
  });
  afterAll(async () => {
    await client.close();
    bridge.stop();
  });

  conformance((files) => openClickhouseTraceStore({ client, table: `spans_${tables++}`, files }));

  test("says what the server said when it refuses", async () => {
    const open = openClickhouseTraceStore({ client, table: "nowhere.spans" });
    await expect(open).rejects.toMatchObject({
      code: "engine",
      message: expect.stringContaining("nowhere"),
    });
  });
});

function conformance(open: Backend["open"]): void {
  test.each(cases)("answers as the public engine did: $name", async (one) => {
    const store = await open(await writeCase(one));
    expect(await differences(store, one)).toEqual([]);
    await store.close();
  });

  test("leaves out the lines that hold no span, and names them", async () => {
    const lines = refusedLines().flatMap(({ line: bad }, i) => [line({ trace_id: `t${i}` }), bad]);
    const content = Buffer.concat(lines.flatMap((one) => [Buffer.from(one), Buffer.from("\n")]));
    const store = await open(await writeCase({ files: { "spans.jsonl": content } }));
    expect(store.quarantined().map((bad) => bad.line)).toEqual(
      refusedLines().map((_, i) => i * 2 + 2),
    );
    expect(await store.count()).toEqual({ total: refusedLines().length });
    await store.close();
  });

  test("refuses a trace that is in two files", async () => {
    const files = await writeCase({ files: { "a.jsonl": line(), "b.jsonl": line() } });
    await expect(open(files)).rejects.toMatchObject({ code: "bad_input" });
  });

  test("names a file that does not exist", async () => {
    await expect(open(["/no/such/file.jsonl"])).rejects.toMatchObject({ code: "not_found" });
  });

  test("refuses options out of range, and patterns that are none", async () => {
    const store = await open(await writeCase({ files: { "a.jsonl": line() } }));
    await expect(store.query({ limit: 0 })).rejects.toMatchObject({ code: "bad_input" });
    await expect(store.count({ filters: { regex_pattern: "(?=a)" } })).rejects.toMatchObject({
      code: "bad_input",
    });
    await expect(store.aggregate({ groupBy: ["size"] })).rejects.toMatchObject({
      code: "bad_input",
    });
    await store.close();
  });

  test("groups spans by own fields and attributes, missing values first", async () => {
    const values = ['"b"', '"a"', '"a"', "1.50", "true", "null", "[1]", '"é\\u0000"'];
    const content = values
      .map((value, i) => lineWith(value).replace('"t1"', `"t${i % 3}"`))
      .join("\n");
    const store = await open(await writeCase({ files: { "a.jsonl": content } }));
    const { rows, total_groups } = await store.aggregate({
      groupBy: ["attributes.value"],
      measure: "attributes.value",
    });
    expect(total_groups).toBe(6);
    expect(rows.map((row) => [row.group[0], row.span_count, row.trace_count, row.sum])).toEqual([
      [null, 2, 2, null],
      ["a", 2, 2, null],
      ["1.50", 1, 1, 1.5],
      ["b", 1, 1, null],
      ["true", 1, 1, null],
      ["é\u0000", 1, 1, null],
    ]);
    const timed = await store.aggregate({
      groupBy: ["name", "status.code", "resource.none"],
      measure: "duration_ms",
      filters: { regex_pattern: "1\\.50" },
    });
    expect(timed).toEqual({
      rows: [
        {
          group: ["step", "STATUS_CODE_OK", null],
          span_count: 3,
          trace_count: 1,
          error_span_count: 0,
          sum: 3000,
          min: 1000,
          max: 1000,
          measured_count: 3,
        },
      ],
      total_groups: 1,
    });
    await store.close();
  });

  test("tells the last spans, and the next after a cursor", async () => {
    const content = ["a", "b", "c", "d"].map((span_id) => line({ span_id })).join("\n");
    const store = await open(await writeCase({ files: { "a.jsonl": content } }));
    const last = await store.tail({ limit: 3 });
    expect(last.spans.map((span) => span.span_id)).toEqual(["b", "c", "d"]);
    expect(await store.tail({ after: last.cursor })).toEqual({ ...last, spans: [] });
    await store.close();
  });
}

async function differences(store: TraceStore, { name, questions }: OracleCase): Promise<unknown[]> {
  const reply = stored[name];
  if (!reply || "index_error" in reply) return [`no stored answers of ${name}`];
  const found: unknown[] = [];
  for (const [i, question] of questions.entries()) {
    const answer = reply.answers[i];
    const theirs =
      answer?.error === undefined
        ? { ok: comparable(answer?.ok) }
        : { error: errorCodes[answer.error] };
    const ours = await answerOf(store, question);
    if (!isDeepStrictEqual(ours, theirs)) found.push({ question, ours, theirs });
  }
  return found;
}
