import { join } from "node:path";
import { readJson, readJsonl } from "@loopwright/core";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { finishedRun } from "./finished-run.ts";
import { loopwright } from "./loopwright.ts";

const Row = z.object({ trace_id: z.string(), harness_hash: z.string(), name: z.string() });
const Admission = z.object({
  harness_mutants: z.object({ made: z.number(), killed: z.number() }),
});
const Record = z.object({
  harness: z.object({ content_hash: z.string() }),
  stages: z.array(
    z.object({ name: z.string(), usage: z.object({ requests: z.number() }).optional() }),
  ),
});

describe("runs with a rule taken out of the harness", () => {
  let out = "";
  const rows = () => readJsonl(join(out, "evals/harness_mutants.jsonl"), Row);
  const requests = async () => {
    const { stages } = await readJson(join(out, "run.json"), Record);
    return stages.find(({ name }) => name === "evals")?.usage?.requests ?? 0;
  };
  beforeAll(async () => {
    out = await finishedRun();
  });

  it("are asked for each question once, under harnesses of their own", async () => {
    const { harness } = await readJson(join(out, "run.json"), Record);
    const found = await rows();
    expect(new Set(found.map(({ trace_id }) => trace_id)).size).toBe(5);
    expect(found).toHaveLength(5);
    expect(found.map(({ harness_hash }) => harness_hash)).not.toContain(harness.content_hash);
  });

  it("fail an eval where the rule mattered", async () => {
    const { harness_mutants: tried } = await readJson(join(out, "evals/admission.json"), Admission);
    expect(tried.killed).toBeGreaterThanOrEqual(1);
  });

  it("are not paid for twice when the stage is done again", async () => {
    const [before, asked] = [await rows(), await requests()];
    const { exitCode } = await loopwright(["--stage", "evals", "--out", out]);
    expect(exitCode).toBe(0);
    expect(await rows()).toEqual(before);
    // Five agent runs take some forty requests.
    expect(await requests()).toBeLessThan(asked - 30);
  });

  it("can be left out, and are no number that is none", async () => {
    const { exitCode, stderr } = await loopwright([
      "--harness-mutants",
      "some",
      "--out",
      `${out}-2`,
    ]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("--harness-mutants some: expected a whole number");
  });
});
