import { existsSync } from "node:fs";
import { join } from "node:path";
import { AgentRun, GateResult, readJson, readJsonl } from "@loopwright/core";
import { scriptedModels } from "@loopwright/demo";
import { createSimulator, serveSimulator, type SimulatorOptions } from "@loopwright/simulator";
import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { loopwright, temporaryFolder } from "./loopwright.ts";

const names = {
  OPENAI_AGENT_MODEL: "sim-analyst",
  OPENAI_ANALYSIS_MODEL: "sim-critic",
  OPENAI_EVAL_GENERATION_MODEL: "sim-eval-designer",
  OPENAI_JUDGE_MODEL: "sim-judge",
  OPENAI_HALO_MODEL: "sim-optimizer",
};
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** Runs the loop with --live against a server on loopback that misbehaves as told. */
async function runLive(
  args: string[],
  options: Partial<SimulatorOptions> = {},
  env: Record<string, string> = {},
) {
  const server = await serveSimulator(
    createSimulator({ models: scriptedModels(), seed: "42", ...options }),
  );
  closing.push(() => server.close());
  return loopwright(["run", "--live", ...args], {
    env: { OPENAI_API_KEY: "any", OPENAI_BASE_URL: server.baseURL, ...names, ...env },
  });
}

describe("a live run against a server", () => {
  it("prints an estimate first, completes, and notices that the server is a simulator", async () => {
    const out = join(await temporaryFolder(), "out");
    const { exitCode, stdout } = await runLive(["--out", out, "--max-cost", "50"]);
    expect(exitCode).toBe(0);
    expect(stdout.split("\n")[0]).toMatch(
      /about .* input .* tokens, about \$\d+\.\d\d .*\(stops at \$50\.00\)/,
    );
    expect(stdout).toContain("Models were simulated");
    const record = await readJson(
      join(out, "run.json"),
      z.object({ simulated: z.boolean(), stages: z.array(z.object({ cost: z.number() })) }),
    );
    expect(record.simulated).toBe(true);
    expect(record.stages.reduce((sum, { cost }) => sum + cost, 0)).toBeGreaterThan(0);
  });

  it("speaks the Chat Completions API too, with the same verdicts", async () => {
    const [first, second] = [
      join(await temporaryFolder(), "out"),
      join(await temporaryFolder(), "out"),
    ];
    await runLive(["--out", first]);
    const { exitCode } = await runLive(
      ["--out", second],
      {},
      { LOOPWRIGHT_MODEL_API: "chat_completions" },
    );
    expect(exitCode).toBe(0);
    const outcomes = async (dir: string) =>
      (await readJson(join(dir, "gate.json"), GateResult)).rows.map(({ eval_id, outcome }) => [
        eval_id,
        outcome,
      ]);
    expect(await outcomes(second)).toEqual(await outcomes(first));
  });

  it("gets over rate limits and server errors", async () => {
    const out = join(await temporaryFolder(), "out");
    const { exitCode } = await runLive(["--out", out, "--questions", "1"], {
      faults: [
        { fault: { kind: "rate_limit", retryAfterMs: 5 }, index: [2, 9] },
        { fault: { kind: "server_error" }, index: [5] },
      ],
    });
    expect(exitCode).toBe(0);
  });

  it("stops at the cost limit with what was finished, and carries on with a higher one", async () => {
    const out = join(await temporaryFolder(), "out");
    const stopped = await runLive([
      "--out",
      out,
      "--questions",
      "1,2",
      "--concurrency",
      "1",
      "--max-cost",
      "0.4",
    ]);
    expect(stopped.exitCode).toBe(3);
    expect(stopped.stderr).toContain("--max-cost");
    expect(existsSync(join(out, "dataroom", "manifest.json"))).toBe(true);
    const resumed = await runLive(["--resume", out, "--max-cost", "50"]);
    expect(resumed.stderr).toBe("");
    expect(resumed.exitCode).toBe(0);
    const runs = await readJsonl(join(out, "runs.jsonl"), AgentRun);
    expect(runs.map(({ status }) => status)).toEqual(["completed", "completed"]);
  });

  it("says that the key was refused before anything is spent", async () => {
    const out = join(await temporaryFolder(), "out");
    const { exitCode, stderr } = await runLive(["--out", out], {
      acceptKey: (key) => key === "right",
    });
    expect(exitCode).toBe(3);
    expect(stderr).toContain("OPENAI_API_KEY");
  });

  it("keeps everything before a judge that answers nonsense, and names it", async () => {
    const out = join(await temporaryFolder(), "out");
    const { exitCode, stderr } = await runLive(["--out", out, "--questions", "1"], {
      models: {
        ...scriptedModels(),
        "sim-judge": () => [{ type: "text", text: "who am I to judge" }],
      },
    });
    expect(exitCode).toBe(3);
    expect(stderr).toContain("sim-judge");
    expect((await readJsonl(join(out, "runs.jsonl"), AgentRun))[0]?.status).toBe("completed");
    expect(existsSync(join(out, "feedback", "human.jsonl"))).toBe(true);
  });

  it("refuses to run a live model's commands without isolation, unless told otherwise", async () => {
    const out = join(await temporaryFolder(), "out");
    const refused = await runLive(["--out", out, "--sandbox", "host"]);
    expect(refused.exitCode).toBe(3);
    expect(refused.stderr).toContain("--unsafe-host");
    const accepted = await runLive([
      "--out",
      `${out}-2`,
      "--sandbox",
      "host",
      "--unsafe-host",
      "--questions",
      "1",
    ]);
    expect(accepted.exitCode).toBe(0);
    expect(accepted.stdout).toContain("NO ISOLATION");
  });
});
