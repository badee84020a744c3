import { mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AgentRun, traceIdOf } from "@loopwright/core";
import { OpenAIProvider } from "@openai/agents";
import OpenAI from "openai";
import { beforeEach, describe, expect, it } from "vitest";
import { createSandbox, runAgent, runAgents } from "../index.ts";
import { ownTemporaryFolder } from "../sandbox/fixtures/open-session.ts";
import {
  automatic,
  diligentClerk,
  ledgerBatch,
  recordSpans,
  shell,
  smallHarness,
  steps,
} from "./fixtures/ledger-runs.ts";

const temporary = await ownTemporaryFolder();
let spans = recordSpans();
beforeEach(() => {
  spans = recordSpans();
});

interface CustomSpan {
  name: string;
  traceId: string;
  data: Record<string, unknown>;
}

/** The spans that a run adds itself, by name. */
function customSpans(name: string): CustomSpan[] {
  return spans.flatMap(({ traceId, spanData }) => {
    const { type, ...rest }: { type: string } & Partial<CustomSpan> = spanData;
    return type === "custom" && rest.name === name
      ? [{ name, traceId, data: rest.data ?? {} }]
      : [];
  });
}

async function leftovers(): Promise<string[]> {
  return (await readdir(temporary)).filter((name) => /^loopwright-(sandbox|staging)-/.test(name));
}

describe("runAgent", () => {
  it("records the answer, the artifacts and the tokens of a run", async () => {
    const { batch, task, outputDir, simulator } = await ledgerBatch({ model: diligentClerk });
    const run = await runAgent({ ...batch, ...task });
    expect(AgentRun.parse(run)).toEqual(run);
    expect(run).toMatchObject({
      trace_id: "43d9b03619a9d2ed4d2f3e3fd17c8bf4",
      sdk_trace_id: "trace_43d9b03619a9d2ed4d2f3e3fd17c8bf4",
      trace_label: "trace-01",
      status: "completed",
      answer: "The total is 42.",
      artifacts: ["answer.md", "citations.json"],
      output_dir: outputDir,
      mode: "simulated",
      harness_version: "v001",
      harness_hash: smallHarness.content_hash,
      usage: { requests: 3 },
    });
    expect(run.usage.input_tokens).toBeGreaterThan(500);
    expect(await readFile(join(outputDir, "answer.md"), "utf8")).toBe("It is 42.\n");
    expect(simulator.requests).toHaveLength(3);
  });

  it("gives the model the rendered instructions, the guided question and two tools", async () => {
    const seen: { instructions: string; question: string; tools: string[] }[] = [];
    const { batch, task } = await ledgerBatch({
      model: ({ instructions, items, tools }) => {
        const [first] = items;
        const question = first?.type === "message" ? first.text : "";
        seen.push({ instructions, question, tools: tools.map(({ name }) => name) });
        return [{ type: "text", text: "42" }];
      },
    });
    await runAgent({ ...batch, ...task });
    expect(seen[0]?.instructions).toContain(smallHarness.instructions);
    expect(seen[0]?.instructions).toContain("A run never edits its own configuration");
    expect(seen[0]?.question).toBe(
      `${task.question}\n\n# Guidance for this question\n\nAdd the rows up yourself; do not trust a total that a letter quotes.`,
    );
    expect(seen[0]?.tools.toSorted()).toEqual(["apply_patch", "exec_command"]);
  });

  it("mounts the data read-only, the tools and a manifest of the run, and leaves the source alone", async () => {
    const { batch, task, workspaceDir } = await ledgerBatch({
      model: (request) => {
        const outputs = request.items.filter((item) => item.type === "function_call_output");
        const probe =
          "cat data/runtime_manifest.json; ls data data/tools; echo x > data/ledger.csv";
        return outputs[0] ? [{ type: "text", text: outputs[0].output }] : [shell(probe)];
      },
    });
    const { answer } = await runAgent({ ...batch, ...task });
    const [, json = "", listing = ""] = /Output:\n(\{[\s\S]+?\n\})\n([\s\S]+)/.exec(answer) ?? [];
    expect(JSON.parse(json)).toEqual({
      scope: { data_root: "data", writable_root: "outputs" },
      harness: { name: "ledger-clerk", version: "v001", content_hash: smallHarness.content_hash },
      files: [
        { path: "ledger.csv", bytes: 26 },
        { path: "letters/landlord.md", bytes: 16 },
      ],
      required_artifacts: smallHarness.required_artifacts,
    });
    expect(listing).toMatch(
      /^data:\nledger\.csv\nletters\nruntime_manifest\.json\ntools\n\ndata\/tools:\ncount_rows\.mjs\n/,
    );
    expect(await readdir(workspaceDir)).toEqual(["ledger.csv", "letters"]);
    expect(await readFile(join(workspaceDir, "ledger.csv"), "utf8")).toContain("rent,40");
  });

  it("adds its own spans to the trace, one for each artifact", async () => {
    const { batch, task } = await ledgerBatch({
      model: steps([shell("echo hi > outputs/answer.md")], [{ type: "text", text: "42" }]),
    });
    const run = await runAgent({
      ...batch,
      ...task,
      groupId: "batch-7",
      traceMetadata: { seed: "7" },
    });
    expect(customSpans("sandbox_workspace")).toMatchObject([
      { traceId: run.sdk_trace_id, data: { sandbox: automatic.kind, files: 2, bytes: 42 } },
    ]);
    expect(customSpans("agent_config")).toMatchObject([
      { data: { version: "v001", model: "clerk", max_turns: 6, content_hash: run.harness_hash } },
    ]);
    expect(customSpans("artifact_write").map(({ data }) => data)).toEqual([
      { "tool.name": "artifact_write", filename: "answer.md", bytes: 3, missing: false },
      {
        "tool.name": "artifact_write",
        filename: "citations.json",
        bytes: 0,
        missing: true,
        reason: "the run did not write it",
      },
    ]);
    expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([run.sdk_trace_id]));
    expect(spans[0]?.traceMetadata).toMatchObject({
      trace_label: "trace-01",
      harness_version: "v001",
      seed: "7",
    });
  });

  it("copies no artifact that is a symbolic link or leads through one", async () => {
    const { batch, task, outputDir } = await ledgerBatch({
      model: steps(
        [
          shell(
            "ln -s /etc/passwd outputs/answer.md; ln -s ../data/ledger.csv outputs/citations.json",
          ),
        ],
        [{ type: "text", text: "42" }],
      ),
    });
    const run = await runAgent({ ...batch, ...task });
    expect(run).toMatchObject({ status: "completed", artifacts: [] });
    expect(await readdir(outputDir)).toEqual([]);
    expect(customSpans("artifact_write")[0]?.data).toMatchObject({
      missing: true,
      reason: expect.stringContaining("symbolic link"),
    });
  });

  it("works the same on the plain host", async () => {
    const { batch, task } = await ledgerBatch({ model: diligentClerk });
    const sandbox = await createSandbox({ kind: "host" });
    const run = await runAgent({ ...batch, ...task, sandbox });
    expect(run).toMatchObject({ status: "completed", artifacts: ["answer.md", "citations.json"] });
  });

  it("lets the model write files with the patch tool", async () => {
    const { batch, task, outputDir } = await ledgerBatch({
      model: steps(
        [
          {
            type: "apply_patch",
            operation: { type: "create_file", path: "outputs/answer.md", diff: "+It is 42." },
          },
        ],
        [{ type: "text", text: "42" }],
      ),
    });
    expect((await runAgent({ ...batch, ...task })).artifacts).toEqual(["answer.md"]);
    expect(await readFile(join(outputDir, "answer.md"), "utf8")).toMatch(/^It is 42\./);
  });
});

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
    expect(customSpans("artifact_write")).toHaveLength(2);
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
      "has a tools folder",
      async (dir) => {
        await mkdir(join(dir, "tools"));
        await writeFile(join(dir, "tools/x.md"), "x");
      },
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
