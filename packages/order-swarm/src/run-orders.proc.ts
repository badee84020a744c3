import { appendFile, cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { noUsage, readJson, readJsonl, type GateRow } from "@loopwright/core";
import { beforeAll, describe, expect, it } from "vitest";
import { runOffline } from "./fixtures/run-offline.ts";
import {
  labelRuns,
  measureSignatures,
  orderPaths,
  ResultRow,
  runOrders,
  TraceBundle,
  TruthRow,
  type LabelGate,
} from "./index.ts";
import { patternIds } from "./plan/patterns.ts";

const count = 70;
const dir = await mkdtemp(join(tmpdir(), "orders-"));
const paths = orderPaths(dir);

let bundles = new Map<string, TraceBundle>();
let truths: TruthRow[] = [];
let results: ResultRow[] = [];

beforeAll(async () => {
  await runOffline({ count, seed: "7", dir });
  truths = await readJsonl(paths.truth, TruthRow);
  results = await readJsonl(paths.results, ResultRow);
  const read = await Promise.all(
    truths.map(({ run_id }) => readJson(join(paths.bundles, `${run_id}.json`), TraceBundle)),
  );
  bundles = new Map(read.map((bundle) => [bundle.run.run_id, bundle]));
});

function spansOf(runId: string) {
  return bundles.get(runId)?.spans ?? [];
}

describe("a population", () => {
  it("has a result row for each order and a bundle for each run that got through", async () => {
    expect(results).toHaveLength(count);
    const errors = results.filter(({ status }) => status === "runner_error");
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ bundle: null, error: expect.stringContaining("guardrail") });
    expect(await readdir(paths.bundles)).toHaveLength(count - 1);
    expect(await readJson(paths.summary, ResultSummary)).toMatchObject({
      total_runs: count,
      runner_errors: 1,
    });
  });

  it("takes every order through the orchestrator, four validators and the monitor", () => {
    for (const { run } of bundles.values())
      expect(run.summary.specialist_activations).toEqual(
        expect.arrayContaining([
          "CustomerValidationAgent",
          "ConfigurationValidationAgent",
          "PricingValidationAgent",
          "ComplianceValidationAgent",
          "MonitorAgent",
        ]),
      );
  });

  it("has about 70 tool calls and 26 hand-overs a run", () => {
    const mean = (type: string) =>
      [...bundles.values()].reduce(
        (sum, { spans }) => sum + spans.filter(({ span_type }) => span_type === type).length,
        0,
      ) / bundles.size;
    expect(mean("function")).toBeGreaterThan(55);
    expect(mean("function")).toBeLessThan(85);
    expect(mean("handoff")).toBeGreaterThan(21);
    expect(mean("handoff")).toBeLessThan(31);
  });

  it("keeps the events of each run in time, with parents that exist", () => {
    for (const { spans, run } of bundles.values()) {
      const ids = new Set(spans.map(({ span_id }) => span_id));
      expect(ids.size).toBe(spans.length);
      const starts = spans.map(({ started_at }) => started_at);
      expect(starts.toSorted()).toEqual(starts);
      expect(new Set(starts).size).toBe(starts.length);
      expect(starts[0]).toBe(run.created_at);
      for (const { parent_span_id } of spans)
        expect(parent_span_id === null || ids.has(parent_span_id)).toBe(true);
    }
  });

  it("is the same, byte for byte, however many orders run at a time", async () => {
    const again = await mkdtemp(join(tmpdir(), "orders-again-"));
    await runOffline({ count: 20, seed: "7", dir: again, concurrency: 1 });
    const once = await mkdtemp(join(tmpdir(), "orders-once-"));
    await runOffline({ count: 20, seed: "7", dir: once, concurrency: 7 });
    const other = orderPaths(once);
    for (const [file, twin] of [
      [orderPaths(again).truth, other.truth],
      [orderPaths(again).results, other.results],
      [orderPaths(again).traces, other.traces],
      [join(orderPaths(again).bundles, "run-0017.json"), join(other.bundles, "run-0017.json")],
    ] as const)
      expect(await readFile(file, "utf8")).toBe(await readFile(twin, "utf8"));
  });

  it("refuses a count that is no number of orders", async () => {
    const options = { count: 2.5, seed: "1", dir, model: "m" };
    const never = { modelProvider: { getModel: neverAsked }, collectTrace: neverAsked };
    await expect(runOrders({ ...options, ...never })).rejects.toThrow(/count: expected a whole/);
  });
});

describe("the truth", () => {
  it("names a culprit step of its agent in the bundle of every planted run", () => {
    const planted = truths.filter(({ pattern_id }) => pattern_id !== null);
    expect(planted.length).toBeGreaterThan(20);
    for (const { run_id, culprit_event_id, culprit_agent } of planted) {
      const step = spansOf(run_id).find(({ span_id }) => span_id === culprit_event_id);
      expect(step?.agent_name).toBe(culprit_agent);
    }
  });

  it("points to the last step of the agent for what was left out", () => {
    const omissions = truths.filter(({ culprit_kind }) => culprit_kind === "omission");
    expect(omissions.length).toBeGreaterThan(2);
    for (const { run_id, culprit_event_id, culprit_agent } of omissions) {
      const own = spansOf(run_id).filter(({ agent_name }) => agent_name === culprit_agent);
      expect(own.at(-1)?.span_id).toBe(culprit_event_id);
    }
  });

  it("knows a tenth of the runs as the rogue window, all in a row", () => {
    const inside = truths.filter(({ in_rogue_window }) => in_rogue_window);
    expect(inside).toHaveLength(7);
    expect(inside.every(({ pattern_id }) => pattern_id === "rogue_window")).toBe(true);
    const named = [...bundles.values()].filter(({ trace }) =>
      JSON.stringify(trace.metadata_json).includes("v1.2-shadow"),
    );
    expect(named).toHaveLength(1);
  });

  it("is nowhere in the data folder", async () => {
    for (const file of await readdir(paths.data, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      const text = await readFile(join(file.parentPath, file.name), "utf8");
      for (const id of [...patternIds, "culprit", "planted"]) expect(text).not.toContain(id);
    }
  });

  it("is not asked for by labelling: with the data alone, labels are the same", async () => {
    const before = await labelRuns({ paths, gate: strictGate });
    const alone = orderPaths(await mkdtemp(join(tmpdir(), "orders-alone-")));
    await cp(paths.data, alone.data, { recursive: true });
    await rm(alone.labels);
    expect(await labelRuns({ paths: alone, gate: strictGate })).toEqual(before);
    expect(before).toHaveLength(count - 1);
  });
});

describe("an interrupted population", () => {
  it("goes on after its last finished order and comes out the same, byte for byte", async () => {
    const whole = await mkdtemp(join(tmpdir(), "orders-whole-"));
    await runOffline({ count: 12, seed: "7", dir: whole });
    const stopped = await mkdtemp(join(tmpdir(), "orders-stopped-"));
    const stop = new AbortController();
    const options = { count: 12, seed: "7", dir: stopped };
    const onOrder = (done: number) => done === 5 && stop.abort();
    await expect(runOffline({ ...options, onOrder, signal: stop.signal })).rejects.toThrow(
      /abort/i,
    );
    const half = orderPaths(stopped);
    expect(await readdir(half.data)).not.toContain("trace_results.jsonl");
    // A kill can come between a line's bytes.
    await appendFile(half.traces, '{"trace_id":"cut sho');
    await appendFile(half.journal, '{"row":{"run_id":"run-0');
    const ran: number[] = [];
    await runOffline({ ...options, onOrder: (done) => void ran.push(done) });
    expect(ran[0]).toBeGreaterThanOrEqual(5);
    const other = orderPaths(whole);
    for (const [file, twin] of [
      [half.truth, other.truth],
      [half.results, other.results],
      [half.summary, other.summary],
      [half.traces, other.traces],
    ] as const)
      expect(await readFile(file, "utf8")).toBe(await readFile(twin, "utf8"));
    expect(await readdir(half.bundles)).toEqual(await readdir(other.bundles));
  });

  it("is not mixed with another one", async () => {
    const taken = await mkdtemp(join(tmpdir(), "orders-taken-"));
    await runOffline({ count: 2, seed: "7", dir: taken });
    await expect(runOffline({ count: 3, seed: "7", dir: taken })).rejects.toThrow(
      /count was 2 and is now 3/,
    );
    await rm(orderPaths(taken).journal);
    await expect(runOffline({ count: 2, seed: "7", dir: taken })).rejects.toThrow(
      /holds a population without its journal/,
    );
  });

  it("is graded on from the last finished batch", async () => {
    const journal = {
      file: join(dir, "journal", "some-labels.jsonl"),
      subject: { gate: "strict" },
    };
    let graded = 0;
    const counting = (limit: number): LabelGate => ({
      run: async (batch) => {
        if (graded + batch.cases.length > limit) throw new Error("killed");
        graded += batch.cases.length;
        return strictGate.run(batch);
      },
    });
    const options = { paths, journal, batchSize: 10 };
    await expect(labelRuns({ ...options, gate: counting(200) })).rejects.toThrow("killed");
    expect(graded).toBe(200);
    const labels = await labelRuns({ ...options, gate: counting(Infinity) });
    expect(graded).toBe((count - 1) * 5);
    expect(labels).toEqual(await labelRuns({ paths, gate: strictGate }));
  });
});

describe("signatures", () => {
  it("are found when one word gives a pattern away", async () => {
    await labelRuns({ paths, gate: strictGate });
    const marked = await mkdtemp(join(tmpdir(), "orders-marked-"));
    await cp(dir, marked, { recursive: true });
    const other = orderPaths(marked);
    for (const { run_id, pattern_id } of truths) {
      if (pattern_id !== "stockout_ignored") continue;
      const file = join(other.bundles, `${run_id}.json`);
      await writeFile(file, (await readFile(file, "utf8")).replaceAll("seen against", "xyzzy"));
    }
    const best = async (from: string) =>
      (await measureSignatures({ dir: from })).find(
        ({ pattern_id, kind }) => pattern_id === "stockout_ignored" && kind === "word",
      );
    expect(await best(marked)).toMatchObject({ feature: "xyzzy", precision: 1, sign: "present" });
    expect((await best(marked))?.f1).toBeGreaterThan((await best(dir))?.f1 ?? 1);
  });
});

const ResultSummary = ResultRow.pick({}).loose();

const neverAsked = async () => {
  throw new Error("must not be asked");
};

/** Passes every rubric; enough to see which files labelling reads. */
const strictGate: LabelGate = {
  run: async ({ cases, outputOf }) => ({
    rows: await Promise.all(
      cases.map(async (evalCase): Promise<GateRow> => {
        const passed = (await outputOf(evalCase)).includes("Put on record");
        return {
          eval_id: evalCase.eval_id,
          title: evalCase.title,
          trace_id: evalCase.source_trace_id,
          trace_label: evalCase.source_trace_label,
          outcome: passed ? "passed" : "failed",
          passed,
          score: passed ? 1 : 0,
          explanation: String(noUsage.requests),
          checks: [],
        };
      }),
    ),
  }),
};
