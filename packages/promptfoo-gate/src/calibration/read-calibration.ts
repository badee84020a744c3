import { LoopError, readJson } from "@loopwright/core";
import { agreementOf, shortcomings } from "./agreement.ts";
import { bindingOf } from "./fingerprint.ts";
import { JudgeCalibration } from "./judge-calibration.ts";

/**
 * Reads a calibration and works out again what its verdict rests on: a file in which the counts, the verdict or what
 * it is bound to were changed by hand vouches for nothing.
 *
 * @throws LoopError `not_found`, or `bad_input` with the key that does not follow from the others
 * @example const gate = createGate({ judge, calibration: await readCalibration("calibration.json") });
 */
export async function readCalibration(file: string): Promise<JudgeCalibration> {
  const calibration = await readJson(file, JudgeCalibration);
  const { judge, rubric_hashes, labels, confusion } = calibration;
  const refuse = (key: string): LoopError =>
    new LoopError(
      "bad_input",
      `${file}: ${key}: it does not follow from the rest of the file; calibrate the judge again`,
    );
  if (
    calibration.binding !==
    bindingOf({ model: judge.model, promptHash: judge.prompt_hash }, rubric_hashes)
  )
    throw refuse("binding");
  const counted = Object.values(confusion).reduce((sum, count) => sum + count, 0);
  if (counted !== labels.total) throw refuse("labels.total");
  const { kappa } = agreementOf(confusion);
  if (!isSame(kappa, calibration.kappa)) throw refuse("kappa");
  if (calibration.admissible !== (shortcomings(labels.total, kappa).length === 0))
    throw refuse("admissible");
  return calibration;
}

function isSame(a: JudgeCalibration["kappa"], b: JudgeCalibration["kappa"]): boolean {
  if (a === null || b === null) return a === b;
  return [a.estimate - b.estimate, a.low - b.low].every((gap) => Math.abs(gap) < 1e-9);
}
