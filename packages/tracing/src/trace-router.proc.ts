import { LoopError, sdkTraceIdOf, traceIdOf } from "@loopwright/core";
import { Agent, withCustomSpan, withTrace } from "@openai/agents";
import { beforeAll, describe, expect, test } from "vitest";
import { call, lastIsResult, price, runnerOf, say } from "./fixtures/offline-runner.ts";
import {
  named,
  outside,
  recordOptions,
  router,
  traced,
  watchOutside,
} from "./fixtures/traced-runs.ts";
import { checkSpanRecords, createTraceRouter, toSpanRecords } from "./index.ts";

beforeAll(watchOutside);

describe("runs that throw", () => {
  test("leave their whole trace when turns run out", async () => {
    const { trace, records, error } = await traced("turns", () =>
      runnerOf((_body, n) => [call("price", { sku: `EV${n}` }, String(n))]).run(
        new Agent({ name: "Desk", model: "sim-1", tools: [price] }),
        "Loop",
        { maxTurns: 3 },
      ),
    );
    expect(String(error)).toContain("Max turns");
    expect(trace.complete).toBe(true);
    expect(records.filter((record) => record.name === "response.sim-1")).toHaveLength(3);
    expect(named(records, "task.Agent workflow").attributes).toMatchObject({
      "exception.type": "MaxTurnsExceededError",
      "exception.message": "MaxTurnsExceededError: Max turns (3) exceeded",
    });
  });

  test("leave their whole trace when the model's server fails", async () => {
    const { records, error } = await traced("server", () =>
      runnerOf(() => Response.json({ error: { message: "overloaded" } }, { status: 500 })).run(
        new Agent({ name: "Desk", model: "sim-1" }),
        "Hello",
      ),
    );
    expect(String(error)).toContain("500");
    const response = records.find(
      (record) => record.attributes["inference.observation_kind"] === "LLM",
    );
    expect(response?.status).toMatchObject({ code: "STATUS_CODE_ERROR" });
    expect(response?.status.message).toContain("overloaded");
  });
});

describe("runs side by side", () => {
  test("keep to their own traces", async () => {
    const labels = Array.from({ length: 8 }, (_, index) => `parallel-${index}`);
    const runs = await Promise.all(
      labels.map((label) =>
        traced(label, () =>
          runnerOf((body) =>
            lastIsResult(body) ? say(label) : [call("price", { sku: label })],
          ).run(new Agent({ name: label, model: "sim-1", tools: [price] }), label),
        ),
      ),
    );
    for (const [index, { records }] of runs.entries()) {
      const ids = new Set(records.map((record) => record.span_id));
      expect(records).toHaveLength(7);
      for (const record of records) {
        expect(record.trace_id).toBe(traceIdOf(`parallel-${index}`));
        expect(record.attributes["inference.agent_name"]).toBe(`parallel-${index}`);
        expect(record.parent_span_id === "" || ids.has(record.parent_span_id)).toBe(true);
      }
    }
  });

  test("show up at a sink while they run, until it is detached", async () => {
    const seen: string[] = [];
    const detach = router.attach(sdkTraceIdOf("watched"), (span) => {
      seen.push(span.type);
      throw new Error("a broken sink");
    });
    const run = () => runnerOf(() => say("hi")).run(new Agent({ name: "A", model: "m" }), "hi");
    await traced("watched", run);
    expect(seen).toEqual(["response", "turn", "agent", "task"]);
    detach();
    await traced("watched", run);
    expect(seen).toHaveLength(4);
  });
});

describe("collecting", () => {
  test("hands over a span that never ended, marked as unfinished", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    let late: Promise<unknown> = held;
    await withTrace(
      "late",
      async () => {
        late = withCustomSpan(() => held, { data: { name: "upload", data: { file: "a.txt" } } });
        await withCustomSpan(async () => undefined, { data: { name: "quick", data: {} } });
      },
      { traceId: sdkTraceIdOf("late") },
    );
    const trace = await router.collect(sdkTraceIdOf("late"), { timeoutMs: 30 });
    release();
    await late;
    const records = toSpanRecords(trace, recordOptions);
    expect(checkSpanRecords(records)).toEqual([]);
    expect(trace.complete).toBe(false);
    expect(records.map((record) => record.name)).toEqual(["custom.quick", "custom.upload"]);
    expect(named(records, "custom.upload")).toMatchObject({
      status: { code: "STATUS_CODE_ERROR" },
      attributes: { "sdk.span.unfinished": true, "sdk.data.file": "a.txt" },
    });
  });

  test("waits for a span that ends soon after the run", async () => {
    await withTrace(
      "soon",
      async () => {
        void withCustomSpan(() => new Promise((resolve) => setTimeout(resolve, 40)), {
          data: { name: "soon", data: {} },
        });
      },
      { traceId: sdkTraceIdOf("soon") },
    );
    const trace = await router.collect(sdkTraceIdOf("soon"));
    expect(trace).toMatchObject({ complete: true, spans: [{ type: "custom" }] });
  });

  test("gives an empty trace for an id that nobody reported", async () => {
    expect(await router.collect("trace_unknown")).toMatchObject({ complete: false, spans: [] });
  });
});

describe("traces that nobody collects", () => {
  test("are held up to a limit, the oldest going first", async () => {
    const small = createTraceRouter({ keepTraces: 2 });
    for (const traceId of ["trace_a", "trace_b", "trace_c"]) {
      await withTrace("left alone", (trace) => small.processor.onTraceStart(trace), { traceId });
      await router.collect(traceId);
    }
    expect(small.size).toBe(2);
    expect((await small.collect("trace_a")).workflowName).toBeNull();
    expect((await small.collect("trace_c")).workflowName).toBe("left alone");
    expect(small.size).toBe(1);
  });
});

test("what a failed custom span threw is kept", async () => {
  const { records, error } = await traced("custom-error", () =>
    withCustomSpan(
      async () => {
        throw new LoopError("storage", "disk full");
      },
      { data: { name: "artifact_write", data: { filename: "memo.md", tags: ["a", null] } } },
    ),
  );
  expect(error).toBeInstanceOf(LoopError);
  expect(named(records, "custom.artifact_write")).toMatchObject({
    status: { code: "STATUS_CODE_ERROR", message: "disk full" },
    attributes: {
      "sdk.span.name": "artifact_write",
      "sdk.data.filename": "memo.md",
      "sdk.data.tags": '["a",null]',
      "exception.message": "disk full",
    },
  });
});

test("none of these runs called anything but its model, or left a trace behind", () => {
  expect(outside).toEqual([]);
  expect(router.size).toBe(0);
});
