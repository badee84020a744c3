import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { fileURLToPath } from "node:url";
import { readJson, readJsonl } from "@loopwright/core";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const run = promisify(execFile);
const main = fileURLToPath(new URL("main.ts", import.meta.url));
const Assignment = z.object({ run_id: z.string(), pattern_id: z.string().nullable() });
const Coverage = z.object({
  runs: z.number(),
  labelled: z.number(),
  notes: z.array(z.string()),
  problems: z.array(z.object({ kind: z.string(), file: z.string(), line: z.number() })),
});

function macro(env: Record<string, string>, ...args: string[]) {
  return run(process.execPath, ["--conditions=@loopwright/source", main, "macro", ...args], {
    env: { PATH: process.env["PATH"], NODE_NO_WARNINGS: "1", ...env },
  });
}

/** Forty orders; in every fifth the clerk files nothing, and the graders see it. */
function orders(): Record<string, string> {
  const ids = Array.from({ length: 40 }, (_, i) => `run-${String(i).padStart(2, "0")}`);
  const bundles = ids.map((run_id, i): [string, string] => {
    const call = (agent_name: string, name: string, second: number) => ({
      span_id: `${i}-${name}`,
      span_type: "function",
      agent_name,
      started_at: `2026-01-01T00:00:0${second}Z`,
      span_data: { name, input: "{}", output: '{"state":"open"}' },
    });
    const spans = [
      call("Buyer", "place_order", 1),
      call("Clerk", "read_file", 2),
      ...(i % 5 === 0 ? [] : [call("Clerk", "file_order", 3)]),
    ];
    const summary = { scenario_family: "order" };
    const bundle = { run: { run_id, status: "completed", summary }, spans };
    return [`trace_bundles/${run_id}.json`, JSON.stringify(bundle)];
  });
  const labels = ids.map((run_id, i) => ({
    run_id,
    promptfoo_pass: i % 5 !== 0,
    promptfoo_failed_checks: i % 5 === 0 ? ["record"] : [],
  }));
  return { ...Object.fromEntries(bundles), "eval_labels.jsonl": lines(labels) };
}

function lines(rows: readonly unknown[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join("");
}

async function folder(files: Readonly<Record<string, string>>): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "macro-command-"));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(dir, name)), { recursive: true });
    await writeFile(join(dir, name), text);
  }
  return dir;
}

describe("loopwright macro", () => {
  it("analyses the good runs of partly bad data, and counts the bad in the report", async () => {
    const good = orders();
    const data = await folder({
      ...good,
      "trace_bundles/x-half.json": '{"run": {"run_id": "run-90"',
      "trace_bundles/x-twice.json": good["trace_bundles/run-03.json"] ?? "",
      "trace_results.jsonl": '{"run_id":"run-00"}\nnot json\n{"run_id":"run-99"}\n',
      "eval_labels.jsonl": `${good["eval_labels.jsonl"]}{}\n`,
    });
    const out = join(data, "macro");
    const { stdout } = await macro({}, "--data", data, "--out", out);
    expect(await readJsonl(join(out, "assignments.jsonl"), Assignment)).toHaveLength(40);
    const { problems } = await readJson(join(out, "coverage.json"), Coverage);
    const named = problems.map(
      ({ kind, file, line }) => `${kind} ${file.slice(data.length + 1)}:${line}`,
    );
    expect(named.toSorted()).toEqual([
      "bad_label eval_labels.jsonl:41",
      "duplicate_run trace_bundles/x-twice.json:0",
      "missing_bundle trace_results.jsonl:3",
      "unreadable trace_bundles/x-half.json:0",
      "unreadable trace_results.jsonl:2",
    ]);
    expect(stdout).toContain("trace_results.jsonl:2: not valid JSON");
    expect(stdout).toMatch(/8 of them in 1 patterns/);
    const report = await readFile(join(out, "report.html"), "utf8");
    for (const name of ["x-half.json", "x-twice.json", "run-99"]) expect(report).toContain(name);
  });

  it("says what was left out when too little is left to analyse", async () => {
    const { "trace_bundles/run-00.json": only = "" } = orders();
    const data = await folder({ "trace_bundles/a.json": only, "trace_bundles/b.json": "{" });
    const refused = macro({}, "--data", data, "--out", join(data, "macro"));
    await expect(refused).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/1 analysable run[^]*b\.json/),
    });
  });

  it("takes the reference notebook's settings from the environment", async () => {
    const { "eval_labels.jsonl": labels = "", ...bundles } = orders();
    const data = await folder({ ...bundles, "elsewhere/labels.jsonl": labels });
    const settings = {
      MACRO_EVALS_DATA_ROOT: data,
      MACRO_EVALS_LABELS_PATH: join(data, "elsewhere/labels.jsonl"),
    };
    const analyse = async (more: Record<string, string>) => {
      const out = await mkdtemp(join(tmpdir(), "macro-settings-"));
      await macro({ ...settings, ...more }, "--out", out);
      return {
        coverage: await readJson(join(out, "coverage.json"), Coverage),
        assigned: (await readJsonl(join(out, "assignments.jsonl"), Assignment)).filter(
          ({ pattern_id }) => pattern_id !== null,
        ),
      };
    };
    const plain = await analyse({});
    expect(plain.coverage).toMatchObject({ runs: 40, labelled: 40 });
    expect(plain.assigned).toHaveLength(8);
    const limited = await analyse({ MACRO_EVALS_TRACE_LIMIT: "30" });
    expect(limited.coverage.runs).toBe(30);
    const large = await analyse({ MACRO_EVALS_DISCOVERY_MIN_CLUSTER_SIZE: "9" });
    expect(large.assigned).toEqual([]);
  });
});
