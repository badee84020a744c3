import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { Worker } from "node:worker_threads";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { analyzeRuns, encodeRuns } from "../analyze.ts";
import { labelColumns } from "../contrast/label-columns.ts";
import { indexFeatures } from "../corpus/feature-index.ts";
import { strataOf } from "../find-in.ts";
import { population } from "../fixtures/population.ts";
import { discoverPatterns } from "./discover-patterns.ts";
import { startThread } from "./resample-work.ts";
import { resampleOnce, resampleTask, type DrawResult } from "./resample.ts";
import { startResampling } from "./resampling.ts";

const sample = population({ runs: 320 });

async function taskOf(resamples: number) {
  const encoded = await encodeRuns(sample);
  const strata = strataOf(encoded);
  const index = indexFeatures(encoded, strata);
  const columns = labelColumns(encoded.traces, sample.labels);
  const troubled = Uint8Array.from(columns.red, (bits) => (bits === 0 ? 0 : 1));
  const found = { index, columns, ...strata, troubled };
  return resampleTask({ ...found, discovered: discoverPatterns(found), resamples });
}

/** What a thread brought back, by draw. */
function startAlone(task: Awaited<ReturnType<typeof taskOf>>) {
  const taken = new Int32Array(new SharedArrayBuffer(4));
  const results: DrawResult[] = [];
  const thread = startThread({ task, taken }, (draw, result) => (results[draw] = result));
  if (!thread) throw new Error("no thread started");
  return { thread, taken, results };
}

/** Every thread that a test starts, and what the test does to it. */
const started: Worker[] = [];
let onStart: (worker: Worker) => void = () => {};
const note = (message: unknown): void => {
  if (!(message instanceof Object && "worker" in message)) return;
  if (!(message.worker instanceof Worker)) return;
  started.push(message.worker);
  onStart(message.worker);
};
beforeEach(() => {
  started.length = 0;
  onStart = () => {};
});
beforeAll(() => subscribe("worker_threads", note));
afterAll(() => void unsubscribe("worker_threads", note));

/** Node gives a thread that has ended the number -1. */
function threadsAlive(): number {
  return started.filter(({ threadId }) => threadId >= 0).length;
}

describe("resampling in worker threads", () => {
  it("brings back what the calling thread would", async () => {
    const task = await taskOf(4);
    const { thread, results } = startAlone(task);
    await thread.ended;
    expect(results).toEqual(Array.from(task.draws.keys(), (draw) => resampleOnce(task, draw)));
    expect(results).toHaveLength(4);
  });

  it("stops in the middle of its work", async () => {
    const { thread, taken } = startAlone(await taskOf(2_000));
    await expect.poll(() => taken[0], { timeout: 15_000 }).toBeGreaterThan(0);
    await thread.stop();
    const after = taken[0];
    expect(after).toBeLessThan(2_000);
    await new Promise((resolve) => void setTimeout(resolve, 50));
    expect(taken[0]).toBe(after);
  });

  it("gives the same analysis with any number of threads", async () => {
    const alone = await analyzeRuns({ ...sample, workers: 0 });
    expect(alone.patterns.map(({ stability }) => stability)).not.toContain(null);
    for (const workers of [1, 3]) expect(await analyzeRuns({ ...sample, workers })).toEqual(alone);
    expect(started).toHaveLength(4);
    expect(threadsAlive()).toBe(0);
  });

  it("leaves no thread behind when it is aborted", async () => {
    const aborting = new AbortController();
    const resampling = startResampling(await taskOf(2_000), {
      workers: 2,
      signal: aborting.signal,
    });
    expect(threadsAlive()).toBe(2);
    setTimeout(() => aborting.abort(), 100);
    await expect(resampling.finish()).rejects.toMatchObject({ code: "aborted" });
    await resampling.stop();
    expect(threadsAlive()).toBe(0);
  });

  it("leaves none behind when the whole analysis is aborted", async () => {
    const aborting = new AbortController();
    onStart = () => aborting.abort();
    const { signal } = aborting;
    await expect(analyzeRuns({ ...sample, workers: 2, signal })).rejects.toMatchObject({
      code: "aborted",
    });
    expect(started).toHaveLength(2);
    expect(threadsAlive()).toBe(0);
  });

  it("does itself what threads that die leave undone", async () => {
    onStart = (worker) => void worker.once("online", () => void worker.terminate());
    const result = await analyzeRuns({ ...sample, workers: 2 });
    expect(started).toHaveLength(2);
    expect(result).toEqual(await analyzeRuns({ ...sample, workers: 0 }));
  });

  it("does without threads where there are few runs", async () => {
    const { index, ...rest } = await taskOf(1);
    const resampling = startResampling(
      { ...rest, index: { ...index, runCount: 299 } },
      { workers: 2 },
    );
    expect(started).toEqual([]);
    await resampling.stop();
  });

  it("takes whole numbers of threads from 0 up", async () => {
    for (const workers of [-1, 1.5, Number.NaN])
      await expect(analyzeRuns({ ...sample, workers })).rejects.toMatchObject({
        code: "bad_input",
        message: expect.stringContaining("`workers`"),
      });
  });
});
