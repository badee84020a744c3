import { usableJudge } from "@loopwright/core";
import { cohenKappa, wilsonInterval } from "@loopwright/core/statistics";
import type { JudgeCalibration } from "./judge-calibration.ts";

type Confusion = JudgeCalibration["confusion"];

/** How far a judge agrees with people, from the table of their verdicts. */
export function agreementOf(
  confusion: Confusion,
): Pick<JudgeCalibration, "confusion" | "kappa" | "sensitivity" | "specificity"> {
  const { pass_pass, pass_fail, fail_pass, fail_fail } = confusion;
  const kappa = kappaOf(confusion);
  const hasBoth = pass_pass + pass_fail > 0 && fail_pass + fail_fail > 0;
  return {
    confusion,
    kappa: hasBoth && !Number.isNaN(kappa.estimate) ? kappa : null,
    sensitivity: share(pass_pass, pass_pass + pass_fail),
    specificity: share(fail_fail, fail_fail + fail_pass),
  };
}

function kappaOf({ pass_pass, pass_fail, fail_pass, fail_fail }: Confusion) {
  const times = (count: number, people: string, judge: string) =>
    Array.from({ length: count }, () => [people, judge] as const);
  return cohenKappa([
    ...times(pass_pass, "pass", "pass"),
    ...times(pass_fail, "pass", "fail"),
    ...times(fail_pass, "fail", "pass"),
    ...times(fail_fail, "fail", "fail"),
  ]);
}

/** Files hold no NaN: of nothing, the share is 0 with the whole range as interval. */
export function share(hits: number, trials: number) {
  const { estimate, low, high } = wilsonInterval(hits, trials);
  return { estimate: trials === 0 ? 0 : estimate, low, high };
}

/** Why a judge with so many labels and this kappa is inadmissible; empty when it is not. */
export function shortcomings(labels: number, kappa: JudgeCalibration["kappa"]): string[] {
  return [
    ...(labels < usableJudge.labels
      ? [`${labels} labels; at least ${usableJudge.labels} are needed`]
      : []),
    ...(kappa === null
      ? ["all labels are of one verdict, so agreement beyond chance is unknown"]
      : kappa.low < usableJudge.lowerBound
        ? [
            `kappa ${kappa.estimate.toFixed(2)} may be as low as ${kappa.low.toFixed(2)}; its lower bound has to reach ${usableJudge.lowerBound}`,
          ]
        : []),
  ];
}
