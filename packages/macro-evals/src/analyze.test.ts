import { seededRandom } from "@loopwright/core/statistics";
import { describe, expect, it } from "vitest";
import { population } from "./fixtures/population.ts";
import {
  analyzeCookbook,
  analyzeRuns,
  evaluateAgainstTruth,
  toCharts,
  toEvalCases,
  type Analysis,
} from "./index.ts";

const sample = population();
const analysis = await analyzeRuns(sample);

function scores(result: Analysis, truth = sample.truth): Record<string, number | null> {
  const { measures } = evaluateAgainstTruth({ truth, ...result });
  return Object.fromEntries(measures.map(({ name, value }) => [name, value]));
}

describe("analyzeRuns", () => {
  it("finds a decision at odds with what was known and a step left out, with who and where", () => {
    expect(analysis.patterns.map(({ owner }) => owner).toSorted()).toEqual(["Buyer", "Clerk"]);
    expect(scores(analysis)["planted patterns found"]).toBe(1);
    expect(scores(analysis)["culprit step first"]).toBeGreaterThan(0.9);
    expect(scores(analysis)["silent faults: culprit step first"]).toBeGreaterThan(0.9);
  });

  it("says what sets a pattern apart, with counts that add up", () => {
    for (const { evidence, trace_count, run_ids, p_value } of analysis.patterns) {
      expect(run_ids).toHaveLength(trace_count);
      expect(evidence[0]?.inside_of).toBe(trace_count);
      expect(evidence[0]?.outside_of).toBe(sample.runs.length - trace_count);
      expect(p_value).toBeLessThanOrEqual(0.02);
    }
  });

  it("gives the same bytes for the same runs in another order", async () => {
    const shuffled = seededRandom("order").shuffle(sample.runs);
    const again = await analyzeRuns({
      runs: shuffled,
      labels: new Map([...sample.labels].toReversed()),
    });
    expect(JSON.stringify(again)).toBe(JSON.stringify(analysis));
  });

  it("keeps its scores when every agent has another name", async () => {
    const names = { lead: "q7", stock: "a1", buyer: "zz", clerk: "m3" };
    const renamed = population({ names });
    expect(scores(await analyzeRuns(renamed), renamed.truth)).toEqual(scores(analysis));
  });

  it("finds at most one pattern when verdicts are shuffled", async () => {
    const random = seededRandom("shuffled");
    const ids = sample.runs.map(({ trace }) => trace.run_id);
    for (let draw = 0; draw < 5; draw++) {
      const rows = random.shuffle([...sample.labels.values()]);
      const labels = new Map(
        ids.flatMap((run_id, i) => (rows[i] ? [[run_id, { ...rows[i], run_id }] as const] : [])),
      );
      const { patterns } = await analyzeRuns({ runs: sample.runs, labels, resamples: 0 });
      expect(patterns.length).toBeLessThanOrEqual(1);
    }
  });

  it("finds nothing where every run passes", async () => {
    const labels = new Map(
      [...sample.labels].map(([id, label]) => [
        id,
        { ...label, promptfoo_pass: true, promptfoo_failed_checks: [] },
      ]),
    );
    const { patterns, suspects, assignments } = await analyzeRuns({ runs: sample.runs, labels });
    expect(patterns).toEqual([]);
    expect(suspects).toEqual([]);
    expect(assignments).toHaveLength(sample.runs.length);
  });

  it("keeps the ids of an earlier result", async () => {
    const previous = analysis.patterns.map((pattern) => ({
      ...pattern,
      id: `old-${pattern.owner}`,
    }));
    const again = await analyzeRuns({ ...sample, previous, resamples: 0 });
    expect(again.patterns.map(({ id }) => id).toSorted()).toEqual(["old-Buyer", "old-Clerk"]);
  });

  it("has the same ids for other runs of the same system", async () => {
    const other = await analyzeRuns({ ...population({ seed: "other" }), resamples: 0 });
    expect(other.patterns.map(({ id }) => id).toSorted()).toEqual(
      analysis.patterns.map(({ id }) => id).toSorted(),
    );
  });

  it("refuses a single run", async () => {
    await expect(analyzeRuns({ runs: sample.runs.slice(0, 1) })).rejects.toThrow("at least two");
  });

  it("carries on without labels and says so", async () => {
    const { coverage } = await analyzeRuns({ runs: sample.runs });
    expect(coverage.notes.join()).toContain("No labels");
  });

  it("stops when it is told to", async () => {
    await expect(analyzeRuns({ ...sample, signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "aborted",
    });
  });
});

describe("analyzeCookbook", () => {
  it("does what the reference does on the same runs, and scores below", async () => {
    const reference = await analyzeCookbook({ ...sample, map: "linear" });
    expect(reference.assignments).toHaveLength(sample.runs.length);
    expect(scores(reference)["culprit step first"]).toBeLessThan(0.5);
  });
});

describe("toCharts", () => {
  it("draws the whole report from the result, each chart saying what it means", async () => {
    const charts = await toCharts({ analysis, examples: sample.runs, problems: 2 });
    const kinds = new Set(charts.map(({ kind }) => kind));
    expect([...kinds].toSorted()).toEqual([
      "bars",
      "document",
      "heatmap",
      "map",
      "sankey",
      "story",
      "swimlane",
      "timeline",
    ]);
    expect(new Set(charts.map(({ id }) => id)).size).toBe(charts.length);
    expect(charts.every(({ means, does_not_mean }) => means !== "" && does_not_mean !== "")).toBe(
      true,
    );
  });

  it("has no way back in a flow", async () => {
    const charts = await toCharts({ analysis });
    for (const chart of charts) {
      if (chart.kind !== "sankey") continue;
      const column = new Map(chart.nodes.map((node) => [node.id, node.column]));
      for (const { source, target } of chart.links)
        expect(column.get(target)).toBe((column.get(source) ?? 0) + 1);
    }
  });
});

describe("toEvalCases", () => {
  it("makes a regression eval of each clear pattern, with the run it came from", () => {
    const cases = toEvalCases({
      patterns: analysis.patterns,
      questionOf: (run) => `order of ${run}`,
    });
    expect(cases).toHaveLength(analysis.patterns.length);
    expect(cases[0]?.source_trace_label).toBe(analysis.patterns[0]?.representatives[0]);
    const [pattern] = analysis.patterns;
    expect(cases[0]?.rubric).toBe(`The answer must not show that ${pattern?.label}.`);
    expect(cases[0]?.expected_behavior).toContain(`of ${pattern?.evidence[0]?.inside_of} runs`);
  });

  it("leaves out patterns that resampling does not bring back", () => {
    const patterns = analysis.patterns.map((pattern) => ({ ...pattern, unstable: true }));
    expect(toEvalCases({ patterns, questionOf: () => "?" })).toEqual([]);
  });
});
