import { mkdir, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { OpenAIProvider } from "@openai/agents";
import OpenAI from "openai";
import { beforeEach, describe, expect, it } from "vitest";
import { runAgent, runAgents } from "../index.ts";
import { ownTemporaryFolder } from "../sandbox/fixtures/open-session.ts";
import {
  automatic,
  customSpans,
  diligentClerk,
  ledgerBatch,
  recordSpans,
  shell,
  steps,
} from "./fixtures/ledger-runs.ts";

const temporary = await ownTemporaryFolder();
let spans = recordSpans();
beforeEach(() => {
  spans = recordSpans();
});

async function leftovers(): Promise<string[]> {
  return (await readdir(temporary)).filter((name) => /^loopwright-(sandbox|staging)-/.test(name));
}

describe("a run that fails", () => {
  it("is a record with what it left when it takes too many turns", async () => {
    const { batch, task } = await ledgerBatch({
      model: steps([shell("echo half > outputs/answer.md")], [shell("cat data/ledger.csv")]),
    });
    expect(await runAgent({ ...batch, ...task })).toMatchObject({
      status: "failed",
      error: "no answer within 6 turns (model_settings.max_turns)",
      answer: "",
      artifacts: ["answer.md"],
      usage: { requests: 6 },
    });
    expect(customSpans(spans, "artifact_write")).toHaveLength(2);
  });

  it("ends at its time limit, in the middle of a command", async () => {
    const { batch, task } = await ledgerBatch({
      model: steps([shell("echo half > outputs/answer.md; sleep 600")]),
    });
    const run = await runAgent({ ...batch, ...task, timeoutMs: 700 });
    expect(run).toMatchObject({
      status: "failed",
      error: "no answer within 0.7 seconds",
      artifacts: ["answer.md"],
    });
    expect(run.seconds).toBeLessThan(3);
  });

  it("ends at its time limit, in the middle of a model call", async () => {
    const { batch, task } = await ledgerBatch({ model: diligentClerk, latencyMs: 60_000 });
    const run = await runAgent({ ...batch, ...task, timeoutMs: 300 });
    expect(run).toMatchObject({ status: "failed", error: "no answer within 0.3 seconds" });
    expect(run.seconds).toBeLessThan(3);
  });

  it("ends when the caller says so, and before it has begun too", async () => {
    const { batch, task, simulator } = await ledgerBatch({ model: steps([shell("sleep 600")]) });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 400);
    const run = await runAgent({ ...batch, ...task, signal: controller.signal });
    expect(run).toMatchObject({ status: "failed", error: "the caller ended the run" });
    expect(run.seconds).toBeLessThan(3);
    const asked = simulator.requests.length;
    const unbegun = await runAgent({ ...batch, ...task, signal: AbortSignal.abort() });
    expect(unbegun).toMatchObject({ status: "failed", error: "the caller ended the run" });
    expect(simulator.requests).toHaveLength(asked);
  });

  it("says when the endpoint refuses the key", async () => {
    const { batch, task } = await ledgerBatch({ model: diligentClerk, acceptKey: () => false });
    expect(await runAgent({ ...batch, ...task })).toMatchObject({
      status: "failed",
      error: expect.stringMatching(/^the endpoint refused the key: 401/),
    });
  });

  it("says when the endpoint cannot be reached, and where it was sought", async () => {
    const { batch, task } = await ledgerBatch({ model: diligentClerk });
    const openAIClient = new OpenAI({
      apiKey: "x",
      baseURL: "http://127.0.0.1:9/v1",
      maxRetries: 0,
    });
    const modelProvider = new OpenAIProvider({ openAIClient });
    expect(await runAgent({ ...batch, ...task, modelProvider })).toMatchObject({
      status: "failed",
      error: expect.stringMatching(/Connection error.+(ECONNREFUSED|bad port)/),
    });
  });

  it("says when the model is unknown", async () => {
    const { batch, task } = await ledgerBatch({ model: diligentClerk });
    expect(await runAgent({ ...batch, ...task, model: "nobody" })).toMatchObject({
      status: "failed",
      error: expect.stringMatching(/^the endpoint does not know the model or path: 404/),
    });
  });

  it("is one that answers with nothing", async () => {
    const { batch, task } = await ledgerBatch({ model: steps([{ type: "text", text: " " }]) });
    expect(await runAgent({ ...batch, ...task })).toMatchObject({ status: "failed", answer: "" });
  });

  it("is one whose sandbox cannot be made", async () => {
    const { batch, task } = await ledgerBatch({ model: diligentClerk });
    const broken = {
      ...automatic,
      client: {
        ...automatic.client,
        create: async () => {
          throw new Error("no room");
        },
      },
    };
    expect(await runAgent({ ...batch, ...task, sandbox: broken })).toMatchObject({
      status: "failed",
      error: "no room",
      artifacts: [],
    });
  });

  it("leaves neither session nor staged copy behind", async () => {
    const before = await leftovers();
    const { batch, task } = await ledgerBatch({ model: steps([shell("sleep 600")]) });
    await runAgent({ ...batch, ...task, timeoutMs: 300 });
    await runAgent({ ...batch, ...task, model: "nobody" });
    expect(await leftovers()).toEqual(before);
  });
});

describe("a workspace that cannot be used", () => {
  it.each<[string, (dir: string) => Promise<unknown>, RegExp]>([
    ["is missing", (dir) => rm(dir, { recursive: true }), /no workspace there/],
    [
      "is empty",
      async (dir) => {
        await rm(dir, { recursive: true });
        await mkdir(join(dir, "empty"), { recursive: true });
      },
      /the workspace holds no files/,
    ],
    [
      "holds a symbolic link",
      (dir) => symlink("/etc/passwd", join(dir, "a.md")),
      /a\.md: .*symbolic links in a workspace are refused/,
    ],
    [
      "uses the manifest's name",
      (dir) => writeFile(join(dir, "runtime_manifest.json"), "{}"),
      /mounts its own/,
    ],
    [
      "has a file in place of a tool",
      async (dir) => {
        await mkdir(join(dir, "tools"));
        await writeFile(join(dir, "tools/count_rows.mjs"), "x");
      },
      /mounts its own tools\/count_rows\.mjs/,
    ],
    [
      "has a file in place of the tools",
      (dir) => writeFile(join(dir, "tools"), ""),
      /mounts its own/,
    ],
  ])("is an error before anything runs when it %s", async (_what, spoil, message) => {
    const { batch, task, workspaceDir, simulator } = await ledgerBatch({ model: diligentClerk });
    await spoil(workspaceDir);
    await expect(runAgent({ ...batch, ...task })).rejects.toThrow(message);
    await expect(runAgents({ ...batch, tasks: [task] })).rejects.toThrow(message);
    expect(simulator.requests).toEqual([]);
    expect(spans).toEqual([]);
  });
});
