import type { JudgeCalibration } from "./judge-calibration.ts";

/**
 * A calibration as Markdown: the verdict on the judge first, then what it rests on.
 *
 * @example console.log(calibrationReport(calibration))
 */
export function calibrationReport(calibration: JudgeCalibration): string {
  const {
    confusion,
    kappa,
    labels,
    self_consistency: steady,
    position_bias: position,
  } = calibration;
  const length = calibration.length_bias;
  return [
    `## Judge ${calibration.judge.model}: ${calibration.admissible ? "admissible" : "inadmissible"}`,
    "",
    ...calibration.reasons.map((reason) => `- ${reason}`),
    ...(calibration.reasons.length > 0 ? [""] : []),
    `${labels.total} labels (${labels.person} by people, ${labels.key} from a key), ${calibration.disputed} disputed, ` +
      `${calibration.undecided} that the judge could not decide.`,
    "",
    "| people say | judge passes | judge fails |",
    "| --- | --- | --- |",
    `| pass | ${confusion.pass_pass} | ${confusion.pass_fail} |`,
    `| fail | ${confusion.fail_pass} | ${confusion.fail_fail} |`,
    "",
    `- kappa: ${kappa ? shown(kappa) : "unknown"}`,
    `- right answers passed: ${percent(calibration.sensitivity)}`,
    `- wrong answers failed: ${percent(calibration.specificity)}`,
    `- same verdict each of ${steady.repeats} times: ${percent(steady.share)}`,
    `- leniency towards long answers over short ones: ${shown(length.difference)}${length.biased ? ", a bias" : ""}`,
    `- verdict turned by reversing the order: ${percent(position.flipped)} (${position.to_pass} to pass, ` +
      `${position.to_fail} to fail, of ${position.tried})`,
    `- bound to: ${calibration.binding}`,
    "",
  ].join("\n");
}

interface Bounds {
  estimate: number;
  low: number;
  high: number;
}

function shown({ estimate, low, high }: Bounds): string {
  return `${estimate.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
}

function percent({ estimate, low, high }: Bounds): string {
  return `${(100 * estimate).toFixed(1)}% (${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)})`;
}
