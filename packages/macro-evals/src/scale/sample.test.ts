import { seededRandom } from "@loopwright/core/statistics";
import { describe, expect, it } from "vitest";
import { population } from "../fixtures/population.ts";
import { analyzeRuns, evaluateAgainstTruth, type Analysis, type NormalizedRun } from "../index.ts";

const { runs, labels, truth } = population({ runs: 1500 });
const options = { labels, resamples: 0 };
const whole = await analyzeRuns({ runs, ...options });
const sampled = await analyzeRuns({ runs, ...options, exactRuns: 600 });

function score(analysis: Analysis, name: string): number {
  const { measures } = evaluateAgainstTruth({ truth, ...analysis });
  return measures.find((measure) => measure.name === name)?.value ?? Number.NaN;
}

describe("a population that is too large to compare all its runs", () => {
  it("is analysed from a sample, and each run has its row", () => {
    expect(sampled.coverage.sample?.runs).toBeGreaterThan(300);
    expect(sampled.coverage.sample?.runs).toBeLessThanOrEqual(600);
    expect(sampled.coverage.runs).toBe(1500);
    expect(sampled.assignments.map(({ run_id }) => run_id)).toEqual(
      whole.assignments.map(({ run_id }) => run_id),
    );
    expect(sampled.coverage).toMatchObject({
      events: whole.coverage.events,
      labelled: whole.coverage.labelled,
      red: whole.coverage.red,
    });
  });

  it("has the patterns and culprits that comparing all runs finds", () => {
    expect(sampled.patterns.map(({ id }) => id).toSorted()).toEqual(
      whole.patterns.map(({ id }) => id).toSorted(),
    );
    for (const name of ["planted patterns found", "ARI on assigned runs", "culprit step first"])
      expect(score(sampled, name)).toBeGreaterThan(0.9 * score(whole, name));
  });

  it("counts members over all runs", () => {
    for (const { id, trace_count, run_ids, prevalence } of sampled.patterns) {
      const rows = sampled.assignments.filter(({ pattern_id }) => pattern_id === id);
      expect(run_ids).toEqual(rows.map(({ run_id }) => run_id));
      expect(trace_count).toBe(rows.length);
      expect(prevalence).toBeCloseTo(rows.length / 1500);
    }
  });

  it("says which share of the troubled runs fits no pattern", () => {
    const { sample, notes } = sampled.coverage;
    const troubled = sampled.assignments.filter((row) => row.troubled);
    const left = troubled.filter(({ pattern_id }) => pattern_id === null);
    expect(sample?.reject_rate.further).toBeGreaterThan(0);
    expect(sample?.reject_rate.further).toBeLessThan(0.4);
    expect(left.length / troubled.length).toBeLessThan(0.4);
    expect(notes.join()).toContain("sample");
    expect(whole.coverage.sample).toBeNull();
  });

  it("gives the same bytes in every order, and from a stream that can be begun anew", async () => {
    const shuffled = seededRandom("order").shuffle(runs);
    const again = await analyzeRuns({ runs: shuffled, ...options, exactRuns: 600 });
    expect(JSON.stringify(again)).toBe(JSON.stringify(sampled));
    const stream = await analyzeRuns({ runs: () => each(runs), ...options, exactRuns: 600 });
    expect(JSON.stringify(stream)).toBe(JSON.stringify(sampled));
  });

  it("refuses a stream of too many runs that can be read only once", async () => {
    await expect(
      analyzeRuns({ runs: each(runs), ...options, exactRuns: 600 }),
    ).rejects.toMatchObject({ code: "bad_input" });
  });
});

async function* each(list: readonly NormalizedRun[]): AsyncGenerator<NormalizedRun> {
  yield* list;
}
