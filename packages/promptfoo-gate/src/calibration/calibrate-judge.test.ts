import { LoopError } from "@loopwright/core";
import { expect, test } from "vitest";
import { judgeBy, usage } from "../fixtures/eval-cases.ts";
import { calibrateJudge, calibrationReport, JudgeCalibration } from "../index.ts";
import { labelsOf, numberOf } from "./fixtures/labels.ts";

const isOdd = (number: number) => number % 2 === 1;
const verdictOf = (pass: boolean) => ({ pass, score: pass ? 1 : 0, reason: "as I see it", usage });
const judgeThat = (passes: (number: number, answer: string) => boolean) =>
  judgeBy(({ answer }) => verdictOf(passes(numberOf(answer), answer)));

test("a judge that agrees with people on enough answers is admissible", async () => {
  const calibration = await calibrateJudge({
    judge: judgeThat(isOdd),
    labels: labelsOf(40, isOdd),
  });
  expect(calibration).toMatchObject({
    admissible: true,
    reasons: [],
    labels: { total: 40, person: 40, key: 0 },
    confusion: { pass_pass: 20, pass_fail: 0, fail_pass: 0, fail_fail: 20 },
    kappa: { estimate: 1 },
    self_consistency: { repeats: 3, unstable: [] },
    position_bias: { tried: 40, to_pass: 0, to_fail: 0 },
  });
  expect(JudgeCalibration.parse(JSON.parse(JSON.stringify(calibration)))).toEqual(calibration);
});

test("fewer than 30 labels make a perfect judge inadmissible", async () => {
  const { admissible, reasons } = await calibrateJudge({
    judge: judgeThat(isOdd),
    labels: labelsOf(29, isOdd),
  });
  expect(admissible).toBe(false);
  expect(reasons).toEqual(["29 labels; at least 30 are needed"]);
});

test("a judge that errs too often is inadmissible, though its kappa itself is above the mark", async () => {
  const errs = (number: number) => number % 6 === 0;
  const { admissible, kappa, confusion, reasons } = await calibrateJudge({
    judge: judgeThat((number) => isOdd(number) || errs(number)),
    labels: labelsOf(36, isOdd),
  });
  expect(confusion).toEqual({ pass_pass: 18, pass_fail: 0, fail_pass: 6, fail_fail: 12 });
  expect(kappa?.estimate).toBeGreaterThan(0.6);
  expect(kappa?.low).toBeLessThan(0.6);
  expect(admissible).toBe(false);
  expect(reasons[0]).toContain("lower bound has to reach 0.6");
});

test("labels of one verdict say nothing about agreement", async () => {
  const { admissible, kappa } = await calibrateJudge({
    judge: judgeThat(() => true),
    labels: labelsOf(40, () => true),
  });
  expect({ admissible, kappa }).toEqual({ admissible: false, kappa: null });
});

test("a judge that changes its mind, rewards length or looks at the order is shown to do so", async () => {
  let asked = 0;
  const { self_consistency: steady } = await calibrateJudge({
    judge: judgeBy(({ answer }) => verdictOf(numberOf(answer) === 3 ? ++asked % 2 === 1 : true)),
    labels: labelsOf(10, isOdd),
    concurrency: 1,
  });
  expect(steady.unstable).toEqual([3]);
  expect(steady.share.estimate).toBeCloseTo(0.9);

  const long = (number: number) => number > 20;
  const labels = labelsOf(40, isOdd).map((label, index) => ({
    ...label,
    answer: long(index + 1) ? `${label.answer} ${"And so on. ".repeat(9)}` : label.answer,
  }));
  const byLength = await calibrateJudge({ judge: judgeThat((number) => long(number)), labels });
  expect(byLength.length_bias).toMatchObject({ short: -0.5, long: 0.5, biased: true });
  const fair = await calibrateJudge({ judge: judgeThat(isOdd), labels });
  expect(fair.length_bias).toMatchObject({ difference: { estimate: 0 }, biased: false });

  const byOrder = await calibrateJudge({
    judge: judgeThat((_, answer) => answer.startsWith("Answer")),
    labels: labelsOf(30, isOdd),
  });
  expect(byOrder.position_bias).toMatchObject({ tried: 30, to_pass: 0, to_fail: 30 });
});

test("reviewers who are divided leave no label, and a majority settles it", async () => {
  const [label] = labelsOf(1, () => true);
  if (!label) throw new Error("one label is expected");
  const others = labelsOf(31, isOdd).slice(1);
  const by = (reviewer: string, verdict: "pass" | "fail") => ({ ...label, reviewer, verdict });
  const divided = await calibrateJudge({
    judge: judgeThat(isOdd),
    labels: [by("ann", "pass"), by("ben", "fail"), ...others],
  });
  expect(divided).toMatchObject({ disputed: 1, labels: { total: 30 } });
  const settled = await calibrateJudge({
    judge: judgeThat(isOdd),
    labels: [by("ann", "pass"), by("ben", "fail"), by("cyd", "pass"), ...others],
  });
  expect(settled).toMatchObject({ disputed: 0, labels: { total: 31 }, admissible: true });
});

test("an answer that the judge cannot decide is no error of its, and labels from a key are told apart", async () => {
  const judge = judgeBy(({ answer }) => {
    if (numberOf(answer) === 2) throw new LoopError("model_nonsense", "no verdict");
    return verdictOf(isOdd(numberOf(answer)));
  });
  const calibration = await calibrateJudge({
    judge,
    labels: labelsOf(31, isOdd, { source: "key" }),
  });
  expect(calibration).toMatchObject({ undecided: 1, labels: { total: 30, person: 0, key: 30 } });
  await expect(
    calibrateJudge({
      judge: judgeBy(() => {
        throw new LoopError("model_nonsense", "no verdict");
      }),
      labels: labelsOf(2, isOdd),
    }),
  ).rejects.toMatchObject({ code: "engine" });
});

test("a calibration is bound to model, prompt and rubrics", async () => {
  const bindingWith = async (change: { model?: string; promptHash?: string; rubric?: string }) => {
    const { rubric, ...identity } = change;
    const judge = { ...judgeThat(isOdd), ...identity };
    const labels = labelsOf(4, isOdd, rubric === undefined ? {} : { rubric });
    return (await calibrateJudge({ judge, labels })).binding;
  };
  const bindings = await Promise.all([
    bindingWith({}),
    bindingWith({ model: "another" }),
    bindingWith({ promptHash: "another" }),
    bindingWith({ rubric: "Another." }),
  ]);
  expect(new Set(bindings).size).toBe(4);
  expect(await bindingWith({})).toBe(bindings[0]);
});

test("the report says first whether the judge is admissible, and why not", async () => {
  const calibration = await calibrateJudge({ judge: judgeThat(isOdd), labels: labelsOf(8, isOdd) });
  const report = calibrationReport(calibration);
  expect(report).toMatch(/^## Judge test-judge: inadmissible\n\n- 8 labels/);
  expect(report).toContain("| pass | 4 | 0 |");
});

test("a cancelled calibration is an abort", async () => {
  await expect(
    calibrateJudge({
      judge: judgeThat(isOdd),
      labels: labelsOf(4, isOdd),
      signal: AbortSignal.abort(),
    }),
  ).rejects.toMatchObject({ code: "aborted" });
});
