import { describe, expect, it } from "vitest";
import { supportDesk } from "./fixtures/support-desk.ts";
import { analyzeRuns, evaluateAgainstTruth } from "./index.ts";

describe("analyzeRuns on a support desk in Chinese, read from HALO lines", () => {
  it("finds what is planted there, with the steps that did it, by the same constants", async () => {
    const desk = supportDesk({ seed: "held out" });
    const analysis = await analyzeRuns({ ...desk, resamples: 0 });
    const { measures, patterns } = evaluateAgainstTruth({ truth: desk.truth, ...analysis });
    const figure = (name: string) => measures.find((measure) => measure.name === name)?.value ?? 0;
    expect(patterns.filter(({ found }) => found).length).toBeGreaterThanOrEqual(7);
    expect(figure("culprit step first")).toBeGreaterThanOrEqual(0.85);
    expect(figure("silent faults: culprit step first")).toBeGreaterThanOrEqual(0.85);
    expect(figure("ARI on assigned runs")).toBeGreaterThanOrEqual(0.9);
  });

  it("reads an answer's text where no plain value says what was known", async () => {
    const { patterns } = await analyzeRuns({ ...supportDesk({ seed: "held out" }), resamples: 0 });
    const closed = patterns.find(({ owner }) => owner === "质检员");
    expect(closed?.label).toMatch(/^质检员 calls 结案 .* although 检查清单 said "/);
    expect(closed?.keywords).toContain("结案");
  });
});
