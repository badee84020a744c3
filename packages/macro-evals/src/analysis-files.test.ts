import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { population } from "./fixtures/population.ts";
import { analyzeRuns, evaluateAgainstTruth, readAnalysis, writeAnalysis } from "./index.ts";

const sample = population();
const analysis = await analyzeRuns({ ...sample, resamples: 2 });
const dir = await mkdtemp(join(tmpdir(), "loopwright-analysis-"));
afterAll(() => rm(dir, { recursive: true }));

const problem = { kind: "bad_label", file: "labels.jsonl", line: 3, message: "no run_id" } as const;
await writeAnalysis(dir, analysis, [problem]);

describe("writeAnalysis", () => {
  it("writes one assignment a run and every suspect on a line", async () => {
    const lines = async (file: string) =>
      (await readFile(join(dir, file), "utf8")).trimEnd().split("\n");
    expect(await lines("assignments.jsonl")).toHaveLength(sample.runs.length);
    expect(await lines("suspects.jsonl")).toHaveLength(analysis.suspects.length);
    expect(await lines("documents.jsonl")).toHaveLength(analysis.documents.length);
  });

  it("keeps what could not be read beside the counts", async () => {
    const coverage: unknown = JSON.parse(await readFile(join(dir, "coverage.json"), "utf8"));
    expect(coverage).toMatchObject({ runs: sample.runs.length, problems: [problem] });
  });
});

describe("readAnalysis", () => {
  it("scores as the analysis in memory does", async () => {
    const scoresOf = (result: Parameters<typeof evaluateAgainstTruth>[0]) =>
      evaluateAgainstTruth(result).patterns;
    const { truth } = sample;
    expect(scoresOf({ truth, ...(await readAnalysis(dir)) })).toEqual(
      scoresOf({ truth, ...analysis }),
    );
  });

  it("knows the case type of every run, who was red, and how far resamples agree", async () => {
    const read = await readAnalysis(dir);
    expect(read.caseTypes?.size).toBe(sample.runs.length);
    const troubled = analysis.assignments.filter((row) => row.troubled);
    expect([...(read.redRuns ?? [])]).toEqual(troubled.map(({ run_id }) => run_id));
    expect(read.resampleAgreement).toBe(analysis.coverage.resample_agreement);
  });

  it("names file and line of a damaged row", async () => {
    const file = join(dir, "suspects.jsonl");
    const text = await readFile(file, "utf8");
    await writeFile(file, `${text}{"run_id":`);
    await expect(readAnalysis(dir)).rejects.toThrow(
      `suspects.jsonl:${analysis.suspects.length + 1}`,
    );
    await writeFile(file, text);
  });
});
