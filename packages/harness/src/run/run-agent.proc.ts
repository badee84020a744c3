import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { AgentRun } from "@loopwright/core";
import { beforeEach, describe, expect, it } from "vitest";
import { createSandbox, runAgent } from "../index.ts";
import {
  automatic,
  customSpans,
  diligentClerk,
  ledgerBatch,
  recordSpans,
  shell,
  smallHarness,
  steps,
} from "./fixtures/ledger-runs.ts";

let spans = recordSpans();
beforeEach(() => {
  spans = recordSpans();
});

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
    expect(customSpans(spans, "sandbox_workspace")).toMatchObject([
      { traceId: run.sdk_trace_id, data: { sandbox: automatic.kind, files: 2, bytes: 42 } },
    ]);
    expect(customSpans(spans, "agent_config")).toMatchObject([
      { data: { version: "v001", model: "clerk", max_turns: 6, content_hash: run.harness_hash } },
    ]);
    expect(customSpans(spans, "artifact_write").map(({ data }) => data)).toEqual([
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
    expect(customSpans(spans, "artifact_write")[0]?.data).toMatchObject({
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

  it("works in whatever folders the harness names, on either backend", async () => {
    const tool_policy = {
      ...smallHarness.tool_policy,
      allowed_data_root: "room/files",
      writable_root: "room/work",
    };
    const harness = { ...smallHarness, tool_policy };
    const { batch, task } = await ledgerBatch({
      model: steps(
        [shell("node room/files/tools/count_rows.mjs room/files/ledger.csv > room/work/answer.md")],
        [{ type: "text", text: "42" }],
      ),
    });
    const plain = await createSandbox({ kind: "host" });
    for (const sandbox of [automatic, plain]) {
      const run = await runAgent({ ...batch, ...task, harness, sandbox });
      expect(run.artifacts).toEqual(["answer.md"]);
      const answer = await readFile(join(task.outputDir, "answer.md"), "utf8");
      expect(JSON.parse(answer)).toEqual({ file: "room/files/ledger.csv", rows: 2 });
    }
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
