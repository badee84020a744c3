import type { GateResult } from "@loopwright/core";
import { afterAll, expect, test } from "vitest";
import { gateOver } from "../create-gate.ts";
import { evalCase, judgeBy, usage } from "../fixtures/eval-cases.ts";
import { calibrateJudge, gateReport, type JudgeCalibration } from "../index.ts";
import { createEngine } from "../promptfoo/engine.ts";
import { labelsOf, numberOf } from "./fixtures/labels.ts";

const rubric = "The answer gives the runway.";
const judge = judgeBy(({ answer }) => {
  if (answer.includes("unclear")) throw new Error("no verdict");
  const pass = numberOf(answer) % 2 === 1;
  return { pass, score: pass ? 1 : 0, reason: "by number", usage };
});
const isOdd = (number: number) => number % 2 === 1;

const judged = evalCase({
  eval_id: "judged",
  scoring_method: "llm_judge",
  deterministic_assertions: [],
  rubric,
});
const literal = evalCase({ eval_id: "literal", scoring_method: "deterministic", rubric: "" });
const both = evalCase({ eval_id: "both", scoring_method: "hybrid", rubric });

// Promptfoo's import takes seconds on a busy machine: all gates here share one worker.
const engine = createEngine();
afterAll(() => engine.close());

function gateWith(calibration: JudgeCalibration, answer: string): Promise<GateResult> {
  const gate = gateOver(engine, { judge, calibration });
  return gate.run({ cases: [judged, literal, both], outputOf: async () => answer });
}

const standings = ({ rows }: GateResult) =>
  Object.fromEntries(
    rows.map(({ eval_id, outcome, advisory }) => [eval_id, [outcome, advisory ?? false]]),
  );

test("a judge that is not admissible counts in the totals and decides nothing", async () => {
  const calibration = await calibrateJudge({ judge, labels: labelsOf(12, isOdd) });
  const result = await gateWith(calibration, "Answer 2: 11 months.");
  expect(result).toMatchObject({
    verdict: "pass",
    passed: 1,
    failed: 2,
    advisory: 2,
    calibration: { admissible: false, judged_rows: 2, judged_passed: 0 },
  });
  expect(standings(result)).toEqual({
    judged: ["failed", true],
    literal: ["passed", false],
    both: ["failed", true],
  });
  expect(result.rows[0]?.explanation).toContain("advisory: 12 labels; at least 30 are needed");
  expect(gateReport(result)).toContain("2 of 3 rows are advisory");
  expect(gateReport(result)).toContain("| failed (advisory) |");
});

test("what a literal decides, and an answer that is missing, count whatever the judge is worth", async () => {
  const calibration = await calibrateJudge({ judge, labels: labelsOf(12, isOdd) });
  const result = await gateWith(calibration, "Answer 2: eleven months.");
  expect(result.verdict).toBe("fail");
  expect(standings(result)).toEqual({
    judged: ["failed", true],
    literal: ["failed", false],
    both: ["failed", false],
  });
});

test("a judge that cannot decide and is not admissible does not stop the gate", async () => {
  const calibration = await calibrateJudge({ judge, labels: labelsOf(12, isOdd) });
  const result = await gateWith(calibration, "unclear, 11 months");
  expect(result).toMatchObject({ verdict: "pass", errored: 2, advisory: 2 });
});

test("an admissible judge decides, and its pass rate is corrected for its known errors", async () => {
  const calibration = await calibrateJudge({ judge, labels: labelsOf(40, isOdd, { rubric }) });
  const result = await gateWith(calibration, "Answer 2: 11 months.");
  expect(result).toMatchObject({ verdict: "fail", advisory: 0 });
  expect(result.calibration?.corrected_pass_rate?.estimate).toBe(0);
  expect(result.calibration?.corrected_pass_rate?.high).toBeGreaterThan(0.3);
});

test("a calibration vouches for no other rubric, model or prompt", async () => {
  const elsewhere = await calibrateJudge({
    judge,
    labels: labelsOf(40, isOdd, { rubric: "Another rubric." }),
  });
  const unlabelled = await gateWith(elsewhere, "Answer 2: 11 months.");
  expect(unlabelled).toMatchObject({ verdict: "pass", advisory: 2 });
  expect(unlabelled.rows[0]?.explanation).toContain("no label was given under this rubric");
  expect(unlabelled.calibration).toMatchObject({ judged_rows: 2 });
  expect(unlabelled.calibration?.corrected_pass_rate).toBeUndefined();
  const own = await calibrateJudge({ judge, labels: labelsOf(40, isOdd, { rubric }) });
  const foreign = { ...own, judge: { ...own.judge, model: "another" } };
  const strange = await gateWith(foreign, "Answer 2: 11 months.");
  expect(strange).toMatchObject({ advisory: 2, calibration: { admissible: false } });
  expect(strange.calibration?.corrected_pass_rate).toBeUndefined();
});
