import { appendFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { AgentRun } from "@loopwright/core";
import { createSimulator } from "@loopwright/simulator";
import { OpenAIProvider, setTraceProcessors } from "@openai/agents";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSandbox, loadHarness, runAgents } from "../index.ts";
import { simulatedAnalyst } from "../simulated.ts";
import { dataroomFiles } from "./fixtures/dataroom.ts";

const baseline = fileURLToPath(new URL("../../../../apps/demo/harness", import.meta.url));

const questions = {
  runway: "How serious is the near-term financing risk, judged from runway and monthly cash burn?",
  arr: "Which ARR figure should the committee rely on?",
  concentration: "How concentrated is revenue once legal entities are rolled up to their parents?",
  security: "Is the company ready for enterprise security reviews?",
  metrics: "Should net revenue retention and CAC payback be refused as official metrics?",
};

const missingRules = `
# Further rules

- Roll legal entities up to their parent account with \`customers/account_hierarchy.csv\` before you state concentration.
- Whenever SOC 2 comes up, state Type I and Type II separately, and treat a sales FAQ as weaker evidence.
- Check the arithmetic of every bridge and total, and look for missing months.
- Run both runtime tools before you answer, and repair what they report.
- Check the contract summary against the clause inventory.
- Weight pipeline by its historical close rates.
`;

let dir = "";
beforeAll(async () => {
  setTraceProcessors([]);
  dir = await mkdtemp(join(tmpdir(), "baseline-"));
  await layOut("reference");
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function layOut(seed: string): Promise<void> {
  for (const { path, content } of await dataroomFiles({ seed })) {
    const file = join(dir, seed, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}

type Answers = Record<keyof typeof questions, AgentRun>;

async function runAll(
  harnessDir: string,
  out: string,
  seed = "reference",
): Promise<{ runs: Answers; commands: string }> {
  const simulator = createSimulator({
    models: { "sim-analyst": simulatedAnalyst({ lapseRate: 0 }) },
  });
  const client = new OpenAI({
    apiKey: "offline",
    baseURL: "http://simulator.invalid/v1",
    fetch: simulator.fetch,
  });
  const keys = Object.keys(questions).filter((key) => key in questions);
  const entries = Object.values(questions);
  const runs = await runAgents({
    harness: await loadHarness(harnessDir),
    workspaceDir: join(dir, seed),
    modelProvider: new OpenAIProvider({ openAIClient: client }),
    model: "sim-analyst",
    sandbox: await createSandbox({ kind: "auto" }),
    mode: "simulated",
    tasks: entries.map((question, index) => ({
      question,
      label: keys[index] ?? "",
      outputDir: join(dir, out, keys[index] ?? ""),
    })),
  });
  const [runway, arr, concentration, security, metrics] = runs;
  if (!runway || !arr || !concentration || !security || !metrics)
    throw new Error("a run is missing");
  expect(runs.map(({ status, error }) => error ?? status)).toEqual(runs.map(() => "completed"));
  return {
    runs: { runway, arr, concentration, security, metrics },
    commands: JSON.stringify(simulator.requests),
  };
}

describe("the baseline harness with the simulated analyst", () => {
  it("gives some right answers and some with the defects that its missing rules allow", async () => {
    const { runs, commands } = await runAll(baseline, "v001");
    expect(runs.runway.answer).toMatch(/11 months/);
    expect(runs.arr.answer).toMatch(/^Rely on the finance-controlled ending ARR of \$36\.9M/);
    expect(runs.arr.answer).toContain("$43.0M");
    expect(runs.metrics.answer).toMatch(/^Refuse to report as official: net revenue retention/);
    expect(runs.concentration.answer).toMatch(/^The largest single customer is Northstar Bank/);
    expect(runs.concentration.answer).not.toContain("$12.4M");
    expect(runs.security.answer).toMatch(/^SOC 2 is complete/);
    expect(runs.arr.answer).not.toContain("does not tie");
    expect(commands).not.toContain("cat data/customers/account_hierarchy.csv");
    expect(commands).not.toMatch(/"cmd[^}]*check_evidence_coverage/);
  });

  it("answers all five well, with artifacts that pass the tools, once the missing rules are given", async () => {
    const candidate = join(dir, "candidate");
    await cp(baseline, candidate, { recursive: true });
    await appendFile(join(candidate, "instructions.md"), missingRules);
    const { runs } = await runAll(candidate, "v002");
    expect(runs.concentration.answer).toMatch(
      /^After parent rollup .*Northstar Holdings: \$12\.4M, 33\.6%/,
    );
    expect(runs.security.answer).toMatch(/Type I is complete.*Type II .*not been issued/);
    expect(runs.arr.answer).toContain("does not tie");
    for (const run of Object.values(runs)) {
      expect(run.answer).toContain("the checks passed");
      expect(run.artifacts).toHaveLength(6);
      expect(run.usage.requests).toBeGreaterThanOrEqual(8);
      expect(run.usage.requests).toBeLessThanOrEqual(16);
    }
    const register = await readFile(join(dir, "v002", "arr", "risk_register.json"), "utf8");
    expect(JSON.parse(register)).toContainEqual(
      expect.objectContaining({ id: "customer_concentration", severity: "high" }),
    );
  });

  it("passes its tools in a company that nobody has looked at", async () => {
    const candidate = join(dir, "candidate");
    await cp(baseline, candidate, { recursive: true });
    await appendFile(join(candidate, "instructions.md"), missingRules);
    await layOut("a stranger");
    const { runs } = await runAll(candidate, "stranger", "a stranger");
    for (const { answer } of Object.values(runs)) {
      expect(answer).toContain("the checks passed");
      expect(answer).not.toMatch(/Northstar|Helio|BluePeak|undefined|NaN/);
    }
  });
});
