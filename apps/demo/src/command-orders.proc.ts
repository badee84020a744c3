import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rename } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { fileURLToPath } from "node:url";
import { readJsonl } from "@loopwright/core";
import { LabelRow, TruthRow } from "@loopwright/order-swarm";
import { simulatedGrader, simulatedSwarm } from "@loopwright/order-swarm/simulated";
import { createSimulator, serveSimulator } from "@loopwright/simulator";
import { describe, expect, it } from "vitest";

const run = promisify(execFile);
const main = fileURLToPath(new URL("main.ts", import.meta.url));
const env = { PATH: process.env["PATH"], NODE_NO_WARNINGS: "1" };

function orders(...args: string[]) {
  return ordersWith({}, ...args);
}

function ordersWith(more: Record<string, string>, ...args: string[]) {
  const command = ["--conditions=@loopwright/source", main, "orders", ...args];
  return run(process.execPath, command, { env: { ...env, ...more } });
}

describe("loopwright orders", () => {
  it("writes data and labels into one folder and the truth beside it", async () => {
    const dir = await mkdtemp(join(tmpdir(), "orders-command-"));
    const { stdout } = await orders("--count", "16", "--seed", "5", "--out", dir, "--json");
    expect(JSON.parse(stdout)).toMatchObject({ runs: 16, labelled: 16, simulated: true });
    expect((await readdir(join(dir, "data"))).toSorted()).toEqual([
      "eval_labels.jsonl",
      "halo_traces",
      "run_summary.json",
      "trace_bundles",
      "trace_results.jsonl",
    ]);
    expect(await readJsonl(join(dir, "truth.jsonl"), TruthRow)).toHaveLength(16);
    const labels = await readJsonl(join(dir, "data/eval_labels.jsonl"), LabelRow);
    expect(Object.keys(labels[0]?.promptfoo_check_scores ?? {})).toHaveLength(5);
    const lines = (await readFile(join(dir, "data/halo_traces/traces.jsonl"), "utf8")).split("\n");
    expect(lines.length).toBeGreaterThan(16 * 80);
  });

  it("keeps the truth from the analysis: with the data alone, patterns and suspects are the same", async () => {
    const dir = await mkdtemp(join(tmpdir(), "orders-truth-"));
    await orders("--count", "24", "--seed", "5", "--out", dir, "--json");
    const folder = await mkdtemp(join(tmpdir(), "orders-macro-"));
    const analyse = async (data: string) => {
      const args = ["macro", "--data", data, "--out", folder];
      await run(process.execPath, ["--conditions=@loopwright/source", main, ...args], { env });
      const files = ["patterns.json", "assignments.jsonl", "suspects.jsonl"];
      return Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
    };
    const before = await analyse(join(dir, "data"));
    const elsewhere = join(await mkdtemp(join(tmpdir(), "orders-elsewhere-")), "data");
    await rename(join(dir, "data"), elsewhere);
    expect(await analyse(elsewhere)).toEqual(before);
    const score = ["macro", "score", "--json", "--truth", join(dir, "truth.jsonl")];
    const scored = await run(
      process.execPath,
      ["--conditions=@loopwright/source", main, ...score, "--macro", folder],
      { env },
    );
    expect(JSON.parse(scored.stdout)).toMatchObject({ measures: expect.any(Array) });
  });

  it("runs a small batch on any compatible server", async () => {
    const models = { "desk-model": simulatedSwarm(), "grader-model": simulatedGrader() };
    const server = await serveSimulator(createSimulator({ models }));
    try {
      const dir = await mkdtemp(join(tmpdir(), "orders-live-"));
      const { stdout, stderr } = await ordersWith(
        {
          OPENAI_API_KEY: "any",
          OPENAI_BASE_URL: server.baseURL,
          OPENAI_AGENT_MODEL: "desk-model",
          OPENAI_JUDGE_MODEL: "grader-model",
        },
        "--live",
        "--count",
        "3",
        "--out",
        dir,
        "--json",
      );
      expect(JSON.parse(stdout)).toMatchObject({
        runs: 3,
        bundles: 3,
        labelled: 3,
        simulated: true,
      });
      expect(stderr).toMatch(/desk-model, grader-model\): about 144 calls, 0\.33 million input/);
    } finally {
      await server.close();
    }
  });

  it("refuses a count that is no number, and --live without a key", async () => {
    const dir = await mkdtemp(join(tmpdir(), "orders-refused-"));
    await expect(orders("--count", "many", "--out", dir)).rejects.toMatchObject({
      stderr: expect.stringContaining("--count many"),
    });
    await expect(orders("--count", "2", "--out", dir, "--live")).rejects.toMatchObject({
      stderr: expect.stringContaining("OPENAI_API_KEY"),
    });
  });
});
