import { readdir, readFile, rm } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  AgentRun,
  EvalSuite,
  FeedbackItem,
  GateResult,
  readJson,
  readJsonl,
  SpanRecord,
} from "@loopwright/core";
import { parseHandoff } from "@loopwright/handoff";
import { checkSpanRecords } from "@loopwright/tracing";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { finishedRun } from "./finished-run.ts";
import { loopwright, temporaryFolder, type CommandResult } from "./loopwright.ts";

const artifacts = [
  "citations.json",
  "evidence_table.csv",
  "investment_memo.md",
  "open_questions.md",
  "risk_register.json",
  "summary_answer.md",
];

describe("one turn of the loop, offline", () => {
  let out = "";
  let result: CommandResult;
  const at = (...parts: string[]) => join(out, ...parts);

  beforeAll(async () => {
    out = join(await temporaryFolder(), "out");
    result = await loopwright(["--out", out]);
  });

  it("completes and says where the handoff is and that models were simulated", () => {
    expect(result.stderr).toBe("");
    expect(result.exitCode).toBe(0);
    expect(result.stdout).toContain(at("codex_handoff.md"));
    expect(result.stdout).toContain("Models were simulated");
  });

  it("records every stage as completed", async () => {
    const record = await readJson(
      at("run.json"),
      z.object({
        simulated: z.boolean(),
        stages: z.array(z.object({ name: z.string(), status: z.string() })),
      }),
    );
    expect(record.simulated).toBe(true);
    expect(record.stages.map(({ status }) => status)).toEqual(
      Array.from({ length: 8 }, () => "completed"),
    );
  });

  it("leaves five runs with the trace ids of their labels and all six artifacts", async () => {
    const runs = await readJsonl(at("runs.jsonl"), AgentRun);
    expect(runs.map((run) => [run.trace_label, run.status])).toEqual(
      [1, 2, 3, 4, 5].map((n) => [`trace-0${n}`, "completed"]),
    );
    expect(runs[0]?.trace_id).toBe("43d9b03619a9d2ed4d2f3e3fd17c8bf4");
    for (const run of runs)
      expect((await readdir(at(run.output_dir))).toSorted()).toEqual(artifacts);
  });

  it("writes spans that the strictest reader takes, in five traces and seven with the context", async () => {
    const spans = await readJsonl(at("halo_traces", "traces.jsonl"), SpanRecord);
    const context = await readJsonl(at("halo_optimization_context.jsonl"), SpanRecord);
    expect(checkSpanRecords(spans)).toEqual([]);
    expect(checkSpanRecords(context)).toEqual([]);
    expect(new Set(spans.map((span) => span.trace_id)).size).toBe(5);
    expect(new Set(context.map((span) => span.trace_id)).size).toBe(7);
  });

  it("keeps the two kinds of feedback apart", async () => {
    const human = await readJsonl(at("feedback", "human.jsonl"), FeedbackItem);
    const model = await readJsonl(at("feedback", "llm.jsonl"), FeedbackItem);
    expect(human.map((item) => item.source_type)).toEqual(
      Array.from({ length: 5 }, () => "human_feedback"),
    );
    expect(model.map((item) => item.source_type)).toEqual(
      Array.from({ length: 5 }, () => "llm_insight"),
    );
  });

  it("gates five to seven evals, of which the baseline passes some and fails some", async () => {
    const { evals } = await readJson(at("evals", "eval_suite.json"), EvalSuite);
    const gate = await readJson(at("gate.json"), GateResult);
    expect(evals.length).toBeGreaterThanOrEqual(5);
    expect(evals.length).toBeLessThanOrEqual(7);
    expect(gate.total).toBe(evals.length);
    expect(gate.errored).toBe(0);
    expect(gate.passed).toBeGreaterThan(0);
    expect(gate.failed).toBeGreaterThan(0);
    expect(gate.verdict).toBe("fail");
  });

  it("writes a handoff whose sections are all there and whose first change has evidence", async () => {
    const handoff = parseHandoff(await readFile(at("codex_handoff.md"), "utf8"));
    expect(handoff.summary.top_priorities.length).toBeGreaterThan(0);
  });

  it("gives the same answers and verdicts for the same seed", async () => {
    const again = await finishedRun();
    const answers = async (dir: string) =>
      (await readJsonl(join(dir, "runs.jsonl"), AgentRun)).map(({ answer }) => answer);
    const rows = async (dir: string) =>
      (await readJson(join(dir, "gate.json"), GateResult)).rows.map(
        ({ eval_id, outcome, score }) => ({ eval_id, outcome, score }),
      );
    expect(await answers(again)).toEqual(await answers(out));
    expect(await rows(again)).toEqual(await rows(out));
  });

  it("does a single stage again from files and keeps the earlier result", async () => {
    const before = await readFile(at("gate.json"), "utf8");
    const { exitCode } = await loopwright(["run", "--stage", "gate", "--out", out]);
    expect(exitCode).toBe(0);
    expect(JSON.parse(await readFile(at("gate.json"), "utf8")).rows).toEqual(
      JSON.parse(before).rows,
    );
    expect(await readFile(at("earlier", "1", "gate.json"), "utf8")).toBe(before);
  });

  it("exits with 100 when the gate fails and the user asked for it", async () => {
    const { exitCode } = await loopwright([
      "run",
      "--stage",
      "gate",
      "--out",
      out,
      "--fail-on-gate",
    ]);
    expect(exitCode).toBe(100);
  });

  it("scores the same answers with the gate command", async () => {
    const suite = at("evals", "eval_suite.json");
    const { exitCode, stdout } = await loopwright([
      "gate",
      "--suite",
      suite,
      "--answers",
      at("runs.jsonl"),
      "--json",
    ]);
    expect(exitCode).toBe(100);
    const gate = await readJson(at("gate.json"), GateResult);
    const outcomes = (result: GateResult) =>
      result.rows.map(({ eval_id, outcome }) => [eval_id, outcome]);
    expect(outcomes(GateResult.parse(JSON.parse(stdout)))).toEqual(outcomes(gate));
  });

  it("carries on where a stopped loop was, without asking a finished question again", async () => {
    await rm(at("codex_handoff.md"));
    const record = JSON.parse(await readFile(at("run.json"), "utf8"));
    for (const stage of record.stages) if (stage.name !== "dataroom") stage.status = "pending";
    const { writeFile } = await import("node:fs/promises");
    await writeFile(at("run.json"), JSON.stringify(record));
    const lines = (await readFile(at("runs.jsonl"), "utf8")).trimEnd().split("\n");
    await writeFile(at("runs.jsonl"), `${lines.slice(0, 3).join("\n")}\n`);
    const { exitCode, stdout } = await loopwright(["run", "--resume", out]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("trace-04 started");
    expect(stdout).not.toContain("trace-03 started");
    expect(existsSync(at("codex_handoff.md"))).toBe(true);
  });
});
