import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeJson } from "@loopwright/core";
import { expect, test } from "vitest";
import { judgeBy, usage } from "../fixtures/eval-cases.ts";
import { calibrateJudge, readCalibration, type JudgeCalibration } from "../index.ts";
import { labelsOf, numberOf } from "./fixtures/labels.ts";

const judge = judgeBy(({ answer }) => {
  const pass = numberOf(answer) % 2 === 1;
  return { pass, score: pass ? 1 : 0, reason: "by number", usage };
});
const calibrated = (count: number) =>
  calibrateJudge({ judge, labels: labelsOf(count, (number) => number % 2 === 1) });

async function readBack(calibration: JudgeCalibration) {
  const file = join(await mkdtemp(join(tmpdir(), "calibration-")), "calibration.json");
  await writeJson(file, calibration);
  return readCalibration(file);
}

test("a calibration is read as it was written", async () => {
  const calibration = await calibrated(40);
  expect(await readBack(calibration)).toEqual(calibration);
  const oneSided = await calibrateJudge({ judge, labels: labelsOf(5, () => true) });
  expect(await readBack(oneSided)).toMatchObject({ kappa: null, admissible: false });
});

test.each([
  ["admissible", { admissible: true }],
  ["labels.total", { labels: { total: 40, person: 40, key: 0 } }],
  ["kappa", { kappa: { estimate: 1, low: 0.9, high: 1 } }],
  ["binding", { rubric_hashes: ["another"] }],
  ["binding", { judge: { model: "another", prompt_hash: "p" } }],
])("a calibration whose %s was changed by hand is refused by that key", async (key, change) => {
  const calibration = await calibrated(12);
  await expect(readBack({ ...calibration, ...change })).rejects.toThrow(
    `calibration.json: ${key}:`,
  );
});
