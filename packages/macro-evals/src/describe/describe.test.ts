import { describe, expect, it } from "vitest";
import { population } from "../fixtures/population.ts";
import { analyzeRuns, comparePatterns, driftRunOf, scanDrift } from "../index.ts";
import { distinctNames } from "./name-patterns.ts";

const sample = population();
const analysis = await analyzeRuns(sample);
const byOwner = (owner: string) => analysis.patterns.find((pattern) => pattern.owner === owner);

describe("labels", () => {
  it("say in a sentence what is done against what was known, and what is left out", () => {
    expect(byOwner("Buyer")?.label).toBe(
      'Buyer calls place_order with decision "proceed" although level of read_stock is "short"',
    );
    expect(byOwner("Clerk")?.label).toMatch(/^Clerk does not call file_order/);
  });

  it("are no name twice", () => {
    const named = [
      { name: "x", check: "" },
      { name: "x", check: "quality" },
      { name: "x", check: "quality" },
    ];
    expect(distinctNames(named)).toEqual(["x", "x (quality)", "x (2)"]);
  });

  it("come with a summary of counts and a place to look first, and suspects with a reason", () => {
    const clerk = byOwner("Clerk");
    expect(clerk?.summary).toContain(`${clerk?.trace_count} runs`);
    expect(clerk?.summary).toContain("Inspect first what Clerk leaves out");
    for (const { suspects } of analysis.patterns)
      for (const { because } of suspects) expect(because).not.toBe("");
  });

  it("take keywords from what sets the runs apart, as it is written", () => {
    expect(byOwner("Buyer")?.keywords).toEqual(expect.arrayContaining(["Buyer", "place_order"]));
    const words = analysis.patterns.flatMap(({ keywords }) => keywords);
    for (const word of ["calls", "does", "although", "hands", "true"])
      expect(words).not.toContain(word);
  });
});

describe("pattern ids", () => {
  it("stay for the same behaviour in other runs, with and without an earlier analysis", async () => {
    const other = population({ seed: "other runs" });
    const fresh = await analyzeRuns({ ...other, resamples: 0 });
    const kept = await analyzeRuns({ ...other, resamples: 0, previous: analysis.patterns });
    const ids = ({ patterns }: typeof analysis) =>
      Object.fromEntries(patterns.map(({ owner, id }) => [owner, id]));
    expect(ids(fresh)).toEqual(ids(analysis));
    expect(ids(kept)).toEqual(ids(analysis));
  });

  it("are handed on from an older harness whose evidence differs in part", async () => {
    const previous = analysis.patterns.map((pattern) => ({
      ...pattern,
      id: `kept-${pattern.owner}`,
      evidence: pattern.evidence.map((one, i) =>
        i === 0 ? { ...one, text: "was otherwise" } : one,
      ),
    }));
    const { patterns } = await analyzeRuns({ ...sample, resamples: 0, previous });
    expect(patterns.map(({ id }) => id).toSorted()).toEqual(["kept-Buyer", "kept-Clerk"]);
  });
});

describe("comparePatterns", () => {
  const pattern = (id: string, trace_count: number) => ({
    id,
    label: id.toUpperCase(),
    trace_count,
    prevalence: trace_count / 1000,
  });

  it("says which patterns fell, are new, are gone, and which stay", () => {
    const changes = comparePatterns({
      previous: [pattern("a", 120), pattern("b", 30), pattern("c", 40)],
      patterns: [pattern("a", 10), pattern("c", 44), pattern("d", 50)],
    });
    expect(changes.map(({ id, change }) => [id, change])).toEqual([
      ["a", "fell"],
      ["d", "new"],
      ["b", "gone"],
      ["c", "same"],
    ]);
    expect(changes[0]?.text).toBe('"A" fell from 12.0% to 1.0%');
    expect(changes[0]?.p_value).toBeLessThan(0.001);
    expect(changes[3]?.p_value).toBeGreaterThan(0.5);
  });

  it("needs the number of runs where an analysis has no pattern", () => {
    const [gone] = comparePatterns({ previous: [pattern("a", 120)], patterns: [], runs: 1000 });
    expect(gone).toMatchObject({ change: "gone", before: 0.12, after: 0 });
    expect(gone?.p_value).toBeLessThan(0.001);
  });
});

describe("driftRunOf", () => {
  it("gives the scan what the analysis gives it", () => {
    expect(scanDrift({ runs: sample.runs.map(driftRunOf) })).toEqual(analysis.drift);
    expect(driftRunOf(sample.runs[0]!).behaviours).toContain("Buyer calls place_order");
  });
});
