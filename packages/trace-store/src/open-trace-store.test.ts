import {
  appendFile,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  truncate,
  utimes,
  writeFile,
} from "node:fs/promises";
import { dirname, join } from "node:path";
import { seededRandom } from "@loopwright/core/statistics";
import { expect, test } from "vitest";
import { spanFile, spanLine, spanLines } from "./fixtures/spans.ts";
import { openTraceStore, type FileTraceStore, type IndexPlace } from "./index.ts";

const text = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join("");

async function withStore<T>(
  file: string,
  use: (store: FileTraceStore) => T | Promise<T>,
  index: IndexPlace = "beside",
): Promise<T> {
  const store = await openTraceStore({ files: [file], index });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

const rowsOf = (file: string) => readFile(`${file}.engine-index.jsonl`, "utf8");
const everything = async (store: FileTraceStore) => [
  await store.overview(),
  await store.query({ limit: 500 }),
  await store.viewTrace({ traceId: "trace-0" }),
];

test("builds an index once and loads it after", async () => {
  const file = await spanFile(text(spanLines(5)));
  const built = await withStore(file, (store) => store.files()[0]);
  expect(built).toMatchObject({ index: "built", traces: 5, spans: 15, saved: true });
  const loaded = await withStore(file, (store) => store.files()[0]);
  expect(loaded).toMatchObject({ index: "loaded", bytes_read: 0, traces: 5, spans: 15 });
});

test("reads only what was appended", async () => {
  const file = await spanFile(text(spanLines(50)));
  await withStore(file, () => undefined);
  const more = text(spanLines(3, 49));
  await appendFile(file, more);
  const updated = await withStore(file, (store) => store.files()[0]);
  expect(updated).toMatchObject({
    index: "updated",
    bytes_read: Buffer.byteLength(more),
    traces: 52,
    spans: 159,
  });
});

test("an index grown in pieces equals one built at once, wherever the pieces end", async () => {
  const whole = Buffer.from(text([...spanLines(6), "not a span", ...spanLines(4, 3)]));
  const expected = await spanFile(whole);
  const answers = await withStore(expected, everything);
  const random = seededRandom("pieces");
  for (let round = 0; round < 12; round++) {
    const file = await spanFile(Buffer.alloc(0));
    for (let at = 0; at < whole.length;) {
      const to = Math.min(whole.length, at + random.integer(1, 2500));
      await appendFile(file, whole.subarray(at, to));
      at = to;
      await withStore(file, () => undefined);
    }
    expect(await withStore(file, everything)).toEqual(answers);
    expect(await withStore(file, (store) => store.quarantined())).toEqual([
      { file, line: 19, reason: expect.stringContaining("not valid JSON") },
    ]);
  }
});

test("the sidecar of a grown file is that of a new one", async () => {
  const file = await spanFile(text(spanLines(4)));
  await withStore(file, () => undefined);
  await appendFile(file, text(spanLines(4, 2)));
  await withStore(file, () => undefined);
  const fresh = await spanFile(text([...spanLines(4), ...spanLines(4, 2)]));
  await withStore(fresh, () => undefined);
  expect(await rowsOf(file)).toBe(await rowsOf(fresh));
});

test("counts a parent as found when it comes in a later piece", async () => {
  const file = await spanFile(`${spanLine({ span_id: "child", parent_span_id: "late" })}\n`);
  const missing = (store: FileTraceStore) => store.overview();
  expect(await withStore(file, missing)).toMatchObject({ missing_parent_count: 1 });
  await appendFile(file, `${spanLine({ span_id: "late" })}\n`);
  expect(await withStore(file, missing)).toMatchObject({ missing_parent_count: 0 });
});

test("an open store takes in what was appended when asked to", async () => {
  const file = await spanFile(text(spanLines(2)));
  await withStore(file, async (store) => {
    await appendFile(file, text(spanLines(1, 7)));
    expect(await store.count()).toEqual({ total: 2 });
    expect(await store.refresh()).toMatchObject([{ index: "updated", traces: 3 }]);
    expect(await store.count()).toEqual({ total: 3 });
  });
});

test("a file whose content changed is indexed anew", async () => {
  const file = await spanFile(text(spanLines(3)));
  await withStore(file, () => undefined);
  const content = (await readFile(file, "utf8")).replaceAll("trace-1", "trace-X");
  await writeFile(file, content);
  await utimes(file, new Date(), new Date("2031-01-01"));
  await withStore(file, async (store) => {
    expect(store.files()).toMatchObject([{ index: "built" }]);
    expect((await store.query()).traces.map((trace) => trace.trace_id)).toContain("trace-X");
  });
});

test("a file that grew after a change at its beginning is indexed anew", async () => {
  const file = await spanFile(text(spanLines(3)));
  await withStore(file, () => undefined);
  const content = (await readFile(file, "utf8")).replace("trace-0", "trace-Y");
  await writeFile(file, content + text(spanLines(1, 9)));
  await withStore(file, async (store) => {
    expect(store.files()).toMatchObject([{ index: "built" }]);
    expect((await store.query()).traces[0]?.trace_id).toBe("trace-Y");
  });
});

test("a file that shrank under an open store is noticed", async () => {
  const file = await spanFile(text(spanLines(3)));
  await withStore(file, async (store) => {
    await truncate(file, 10);
    await expect(store.viewTrace({ traceId: "trace-2" })).rejects.toMatchObject({
      code: "storage",
      message: expect.stringContaining(file),
    });
  });
});

test.each([
  ["columns", "engine-index.columns"],
  ["rows", "engine-index.jsonl"],
  ["meta", "engine-index.meta.json"],
])("damaged %s are no harm", async (_name, suffix) => {
  const file = await spanFile(text(spanLines(4)));
  const expected = await withStore(file, everything);
  const good = await readFile(`${file}.${suffix}`);
  const random = seededRandom(suffix);
  for (let round = 0; round < 25; round++) {
    const damaged = Buffer.from(good);
    const at = random.integer(0, damaged.length - 1);
    damaged[at] = (damaged[at] ?? 0) ^ (1 << random.integer(0, 6));
    await writeFile(`${file}.${suffix}`, round % 3 === 0 ? good.subarray(0, at) : damaged);
    if (suffix !== "engine-index.columns")
      await rm(`${file}.engine-index.columns`, { force: true });
    expect((await withStore(file, everything)).length).toBe(expected.length);
  }
  await rm(`${file}.engine-index.columns`, { force: true });
  await writeFile(`${file}.${suffix}`, "nonsense");
  expect(await withStore(file, everything)).toEqual(expected);
});

test("answers the same from the reference's sidecar alone", async () => {
  const file = await spanFile(text(spanLines(9)));
  const expected = await withStore(file, everything);
  await rm(`${file}.engine-index.columns`);
  expect(await withStore(file, everything)).toEqual(expected);
});

test("bad lines are named with file, line and reason, and nothing else is lost", async () => {
  const lines = spanLines(3);
  lines.splice(2, 0, "{broken", "", spanLine({ name: 5 }));
  const file = await spanFile(text(lines));
  await withStore(file, async (store) => {
    expect(store.quarantined()).toEqual([
      { file, line: 3, reason: expect.stringContaining("not valid JSON") },
      { file, line: 5, reason: "name: expected a string" },
    ]);
    expect(await store.overview()).toMatchObject({ total_traces: 3, total_spans: 9 });
  });
  // A sidecar for the reference would present a part of the file as the whole.
  expect(await readdir(dirname(file))).not.toContain("spans.jsonl.engine-index.jsonl");
  expect(await withStore(file, (store) => store.quarantined())).toHaveLength(2);
});

test("a last line that is still being written leaves quarantine when it is whole", async () => {
  const line = spanLine({ trace_id: "late" });
  const file = await spanFile(`${spanLine()}\n${line.slice(0, 50)}`);
  expect(await withStore(file, (store) => store.quarantined())).toMatchObject([{ line: 2 }]);
  await appendFile(file, line.slice(50));
  await withStore(file, async (store) => {
    expect(store.quarantined()).toEqual([]);
    expect(await store.count()).toEqual({ total: 2 });
  });
});

test("a negative total keeps the sidecar unwritten, because the reference refuses it", async () => {
  const file = await spanFile(spanLine({ attributes: { "inference.llm.input_tokens": -1 } }));
  expect(await withStore(file, (store) => store.count())).toEqual({ total: 1 });
  expect(await readdir(dirname(file))).toEqual(["spans.jsonl", "spans.jsonl.engine-index.columns"]);
});

test("writes nothing when the index stays in memory", async () => {
  const file = await spanFile(text(spanLines(2)));
  await withStore(
    file,
    (store) => expect(store.files()).toMatchObject([{ saved: false }]),
    "memory",
  );
  expect(await readdir(dirname(file))).toEqual(["spans.jsonl"]);
});

test("answers although the index cannot be written", async () => {
  const file = await spanFile(text(spanLines(2)));
  const place = { dir: join(file, "below-a-file") };
  await withStore(
    file,
    async (store) => {
      expect(store.files()).toMatchObject([{ saved: false }]);
      expect(await store.count()).toEqual({ total: 2 });
    },
    place,
  );
});

test("keeps indexes of files of one name apart in a folder", async () => {
  const [one, two] = [await spanFile(text(spanLines(1))), await spanFile(text(spanLines(2, 5)))];
  const dir = join(dirname(one), "index");
  const open = () => openTraceStore({ files: [one, two], index: { dir } });
  await (await open()).close();
  const store = await open();
  expect(store.files()).toMatchObject([{ index: "loaded" }, { index: "loaded" }]);
  expect(await readdir(dir)).toHaveLength(6);
  await store.close();
});

test("refuses a trace that is in two files, naming both", async () => {
  const [one, two] = [await spanFile(text(spanLines(1))), await spanFile(text(spanLines(1)))];
  await expect(openTraceStore({ files: [one, two] })).rejects.toMatchObject({
    code: "bad_input",
    message: expect.stringContaining(two),
  });
});

test("names a file that does not exist, and a folder", async () => {
  const file = await spanFile("");
  await expect(openTraceStore({ files: [`${file}x`] })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(openTraceStore({ files: [dirname(file)] })).rejects.toMatchObject({
    code: "bad_input",
  });
});

test("stops indexing when its signal aborts", async () => {
  const file = await spanFile(text(spanLines(2)));
  const signal = AbortSignal.abort(new Error("enough"));
  await expect(openTraceStore({ files: [file], signal })).rejects.toThrow("enough");
});

test.each<IndexPlace>(["beside", "memory"])(
  "follows a file that another took the place of, as logs are rotated (index %s)",
  async (index) => {
    const file = await spanFile(text(spanLines(3)));
    await withStore(
      file,
      async (store) => {
        const seen = await store.tail();
        const rotated = await spanFile(text(spanLines(4, 100)));
        await rename(rotated, file);
        const fresh = await store.tail({ after: seen.cursor });
        expect(fresh.spans).toHaveLength(12);
        expect(await store.count()).toEqual({ total: 4 });
        await truncate(file, 0);
        await appendFile(file, text(spanLines(1, 200)));
        expect((await store.tail({ after: fresh.cursor })).spans).toHaveLength(3);
        expect((await store.query()).traces.map((one) => one.trace_id)).toEqual(["trace-200"]);
      },
      index,
    );
  },
);

test("goes on answering when its file was taken away, and says so when it is to look again", async () => {
  const file = await spanFile(text(spanLines(3)));
  await withStore(file, async (store) => {
    await rm(file);
    expect(await store.count()).toEqual({ total: 3 });
    await expect(store.refresh()).rejects.toMatchObject({
      code: "not_found",
      message: expect.stringContaining(file),
    });
    expect(await store.count({ filters: { regex_pattern: "trace-1" } })).toEqual({ total: 1 });
  });
});

test("does not take another file of the same size and time for the one that was indexed", async () => {
  const file = await spanFile(text(spanLines(3)));
  await withStore(file, () => undefined);
  const { atime, mtime } = await stat(file);
  const other = await spanFile(text(spanLines(3)).replaceAll("trace-1", "trace-x"));
  await utimes(other, atime, mtime);
  await rename(other, file);
  expect((await stat(file)).mtime).toEqual(mtime);
  const ids = await withStore(file, async (store) => (await store.query()).traces);
  expect(ids.map((one) => one.trace_id)).toEqual(["trace-0", "trace-x", "trace-2"]);
});
