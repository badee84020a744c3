import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { traceIdOf } from "@loopwright/core";
import { beforeEach, describe, expect, it } from "vitest";
import { runAgents } from "../index.ts";
import { diligentClerk, ledgerBatch, recordSpans, shell, steps } from "./fixtures/ledger-runs.ts";

let spans = recordSpans();
beforeEach(() => {
  spans = recordSpans();
});

describe("runAgents", () => {
  const labels = ["trace-01", "trace-02", "trace-03", "trace-04", "trace-05"];

  it("runs side by side, each in its own trace and folder, and keeps the order of the tasks", async () => {
    const { batch, task, dir } = await ledgerBatch({ model: diligentClerk, latencyMs: 300 });
    const tasks = labels.map((label) => ({ ...task, label, outputDir: join(dir, label) }));
    const started = performance.now();
    const runs = await runAgents({ ...batch, tasks });
    const seconds = (performance.now() - started) / 1000;
    expect(runs.map((run) => run.trace_label)).toEqual(labels);
    expect(runs.every((run) => run.status === "completed")).toBe(true);
    const sum = runs.reduce((total, run) => total + run.seconds, 0);
    expect(seconds).toBeLessThan(sum / 2);
    for (const label of labels) {
      const own = spans.filter(({ traceId }) => traceId === `trace_${traceIdOf(label)}`);
      const ids = new Set(own.map(({ spanId }) => spanId));
      const orphans = own.filter(({ parentId }) => parentId !== null && !ids.has(parentId));
      expect(orphans).toEqual([]);
      expect(own.filter(({ spanData }) => Object.hasOwn(spanData, "response_id"))).toHaveLength(3);
      expect(await readdir(join(dir, label))).toEqual(["answer.md", "citations.json"]);
    }
  });

  it("refuses two tasks of one label, whose traces could not be told apart", async () => {
    const { batch, task, simulator } = await ledgerBatch({ model: diligentClerk });
    await expect(runAgents({ ...batch, tasks: [task, task] })).rejects.toMatchObject({
      code: "bad_input",
      message: expect.stringContaining('"trace-01"'),
    });
    expect(simulator.requests).toEqual([]);
  });

  it("never runs more at once than asked for", async () => {
    let running = 0;
    let most = 0;
    const { batch, task } = await ledgerBatch({
      model: steps([{ type: "text", text: "42" }]),
      latencyMs: 50,
    });
    await runAgents({
      ...batch,
      tasks: labels.map((label) => ({ ...task, label })),
      concurrency: 2,
      onStart: () => {
        running += 1;
        most = Math.max(most, running);
      },
      onEnd: () => {
        running -= 1;
      },
    });
    expect(most).toBe(2);
  });

  it("loses no run to the failure of another", async () => {
    const { batch, task, dir } = await ledgerBatch({
      model: (request, context) => {
        const [first] = request.items;
        const isDoomed = first?.type === "message" && first.text.includes("doomed");
        return isDoomed ? [shell("sleep 0.1")] : diligentClerk(request, context);
      },
    });
    const tasks = labels.map((label, index) => ({
      label,
      question: index === 2 ? "A doomed question" : task.question,
      outputDir: join(dir, label),
    }));
    const ended: string[] = [];
    const runs = await runAgents({
      ...batch,
      tasks,
      onEnd: (run) => void ended.push(run.trace_label),
    });
    expect(runs.map((run) => run.status)).toEqual([
      "completed",
      "completed",
      "failed",
      "completed",
      "completed",
    ]);
    expect(ended.toSorted()).toEqual(labels);
  });
});
