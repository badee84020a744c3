import { appendFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { spanFile, spanLine, spanLines } from "./fixtures/spans.ts";
import { budgets, openTraceStore, type FileTraceStore } from "./index.ts";

const text = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join("");

async function storeOf(lines: readonly string[]): Promise<FileTraceStore & { path: string }> {
  const path = await spanFile(text(lines));
  return { ...(await openTraceStore({ files: [path] })), path };
}

const size = (answer: unknown) => Buffer.byteLength(JSON.stringify(answer));

test("counts and names what a dataset holds", async () => {
  const store = await storeOf(spanLines(8));
  expect(await store.overview()).toMatchObject({
    total_traces: 8,
    total_spans: 24,
    agent_names: ["Desk", "Pricing"],
    service_names: ["shop"],
    error_trace_count: 2,
    total_input_tokens: 8 * 33,
    error_taxonomy: [
      { span_name: "work.c", status_message: "boom", error_span_count: 2, trace_count: 2 },
    ],
    sample_trace_ids: Array.from({ length: 8 }, (_, t) => `trace-${t}`),
  });
  await store.close();
});

test("pages through what passes the filters", async () => {
  const store = await storeOf(spanLines(9));
  const page = await store.query({ filters: { agent_names: ["Desk"] }, limit: 2, offset: 1 });
  expect(page.total).toBe(5);
  expect(page.traces.map(({ trace_id }) => trace_id)).toEqual(["trace-2", "trace-4"]);
  expect(await store.count({ filters: { regex_pattern: "item 7 of" } })).toEqual({ total: 1 });
  await store.close();
});

test("shows a trace, or tells how large it is", async () => {
  const long = { attributes: { "output.value": "x".repeat(5000) } };
  const store = await storeOf([
    spanLine({ trace_id: "short", ...long }),
    ...Array.from({ length: 60 }, (_, i) =>
      spanLine({ trace_id: "long", span_id: `s${i}`, ...long }),
    ),
  ]);
  const short = await store.viewTrace({ traceId: "short" });
  expect(short.spans[0]?.attributes["output.value"]).toBe(
    `${"x".repeat(4096)}... [HALO truncated: original 5000 chars]`,
  );
  const tooLong = await store.viewTrace({ traceId: "long" });
  expect(tooLong).toMatchObject({
    spans: [],
    oversized: { span_count: 60, response_bytes_budget: 150000 },
  });
  const chosen = await store.viewSpans({ traceId: "long", spanIds: ["s3", "none"] });
  expect(chosen.spans.map((span) => span.attributes["output.value"])).toEqual(["x".repeat(5000)]);
  await store.close();
});

test("no answer about spans exceeds its budget by more than its frame", async () => {
  const wide = { "input.value": "needle 😀 ".repeat(20_000) };
  const lines = Array.from({ length: 30 }, (_, i) =>
    spanLine({ span_id: `s${i}`, attributes: wide }),
  );
  const store = await storeOf(lines);
  const traceId = "t1";
  const spanIds = Array.from({ length: 30 }, (_, i) => `s${i}`);
  const answers = [
    await store.viewTrace({ traceId }),
    await store.viewSpans({ traceId, spanIds }),
    await store.searchTrace({ traceId, pattern: "needle", contextChars: 2000, maxMatches: 500 }),
    await store.searchTrace({ traceId, pattern: '".*"', contextChars: 2000 }),
    await store.searchSpan({ traceId, spanId: "s0", pattern: "(?s).*", maxMatches: 500 }),
    await store.tail({ limit: 500 }),
  ];
  for (const answer of answers) expect(size(answer)).toBeLessThan(budgets.response + 1000);
  const [, , found] = answers;
  expect(found).toMatchObject({ match_count: 600_000, has_more: true });
  await store.close();
});

test("a search says how many matches there are and where", async () => {
  const store = await storeOf(spanLines(2));
  const found = await store.searchTrace({
    traceId: "trace-1",
    pattern: "item \\d+ of",
    maxMatches: 1,
    contextChars: 5,
  });
  expect(found).toMatchObject({ match_count: 3, returned_match_count: 1, has_more: true });
  expect(found.matches[0]).toMatchObject({
    span_id: "1-a",
    match_text: "item 1 of",
    matched_context: "wörk item 1 of span",
  });
  await store.close();
});

test("unknown traces and spans are named", async () => {
  const store = await storeOf(spanLines(1));
  const unknown = { code: "not_found", message: expect.stringContaining("nowhere") };
  await expect(store.viewTrace({ traceId: "nowhere" })).rejects.toMatchObject(unknown);
  await expect(
    store.searchSpan({ traceId: "trace-0", spanId: "nowhere", pattern: "a" }),
  ).rejects.toMatchObject(unknown);
  await store.close();
});

test("options out of range are refused", async () => {
  const store = await storeOf(spanLines(1));
  const refused = { code: "bad_input" };
  const traceId = "trace-0";
  await expect(store.query({ limit: 501 })).rejects.toMatchObject(refused);
  await expect(store.viewSpans({ traceId, spanIds: [] })).rejects.toMatchObject(refused);
  await expect(
    store.searchTrace({ traceId, pattern: "a", contextChars: 2001 }),
  ).rejects.toMatchObject(refused);
  await expect(store.aggregate({ groupBy: ["colour"] })).rejects.toMatchObject(refused);
  await expect(store.searchTrace({ traceId, pattern: "(a" })).rejects.toMatchObject(refused);
  await store.close();
});

test("groups spans by fields and sums up a number", async () => {
  const store = await storeOf(spanLines(8));
  const byAgent = await store.aggregate({
    groupBy: ["attributes.inference.agent_name", "status.code"],
    measure: "attributes.inference.llm.input_tokens",
  });
  expect(byAgent.total_groups).toBe(3);
  expect(byAgent.rows[0]).toEqual({
    group: ["Pricing", "STATUS_CODE_OK"],
    span_count: 12,
    trace_count: 4,
    error_span_count: 0,
    sum: 132,
    min: 10,
    max: 12,
    measured_count: 12,
  });
  const slow = await store.aggregate({ groupBy: ["attributes.none"], measure: "duration_ms" });
  expect(slow.rows).toMatchObject([{ group: [null], sum: 24 * 1500, min: 1500, max: 1500 }]);
  const errors = await store.aggregate({
    groupBy: ["name"],
    filters: { has_errors: true },
    limit: 1,
  });
  expect(errors).toMatchObject({ total_groups: 3, rows: [{ group: ["work.a"], span_count: 2 }] });
  await store.close();
});

test("tail gives the last spans and then what comes after them", async () => {
  const store = await storeOf(spanLines(4));
  const last = await store.tail({ limit: 2 });
  expect(last.spans.map((span) => span.span_id)).toEqual(["3-b", "3-c"]);
  expect(await store.tail({ after: last.cursor })).toMatchObject({ spans: [], has_more: false });
  await appendFile(store.path, text(spanLines(2, 4)));
  const next = await store.tail({ after: last.cursor, limit: 4 });
  expect(next.spans.map((span) => span.span_id)).toEqual(["4-a", "4-b", "4-c", "5-a"]);
  expect(next.has_more).toBe(true);
  const rest = await store.tail({ after: next.cursor });
  expect(rest.spans.map((span) => span.span_id)).toEqual(["5-b", "5-c"]);
  await store.close();
});
