import type { EvalCase, GateCheck, GateRow } from "@loopwright/core";
import type { CaseRecord } from "../case-record.ts";
import { rubricHash, type JudgeIdentity } from "./fingerprint.ts";
import type { JudgeCalibration } from "./judge-calibration.ts";
import { correctedShare } from "./corrected-share.ts";

/**
 * Why a judge's verdict under a rubric is only advice; undefined when it counts. A calibration vouches for the
 * judge model, prompt and rubrics that it is bound to.
 */
export function doubtAbout(
  judge: JudgeIdentity,
  { rubric }: Pick<EvalCase, "rubric">,
  calibration: JudgeCalibration,
): string | undefined {
  const stranger = otherJudge(judge, calibration);
  if (stranger) return stranger;
  if (!calibration.admissible) return calibration.reasons.join("; ");
  return calibration.rubric_hashes.includes(rubricHash(rubric))
    ? undefined
    : "no label was given under this rubric";
}

function otherJudge(judge: JudgeIdentity, calibration: JudgeCalibration): string | undefined {
  const { model, prompt_hash } = calibration.judge;
  if (judge.model === model && judge.promptHash === prompt_hash) return undefined;
  return `the calibration is of another judge (${model}) or another prompt`;
}

/** The row marked as advisory when its outcome rests on a judge that is not vouched for. */
export function withStanding(
  row: GateRow,
  record: CaseRecord,
  judge: JudgeIdentity,
  calibration: JudgeCalibration | undefined,
): GateRow {
  if (!calibration || !restsOnJudge(row, record)) return row;
  const doubt = doubtAbout(judge, record.evalCase, calibration);
  return doubt === undefined
    ? row
    : { ...row, advisory: true, explanation: `${row.explanation}\nadvisory: ${doubt}` };
}

/** A literal that is missing, or an answer that never came, is no matter of judgement. */
function restsOnJudge(row: GateRow, { evalCase, judgeError }: CaseRecord): boolean {
  if (evalCase.scoring_method === "deterministic") return false;
  if (row.outcome === "errored") return judgeError !== undefined;
  return row.checks.every(({ type, passed }) => type === "llm-rubric" || passed);
}

/**
 * What a gate result says of its calibration, with the pass rate corrected for the judge's errors. Of another judge's
 * errors nothing follows for this one, and nothing of those under other rubrics for a rubric without labels.
 */
export function calibrationSummary(
  rows: readonly GateRow[],
  {
    judge,
    cases,
    calibration,
  }: {
    judge: JudgeIdentity;
    cases: readonly EvalCase[];
    calibration: JudgeCalibration;
  },
) {
  const labelled = new Set(
    cases
      .filter(({ rubric }) => calibration.rubric_hashes.includes(rubricHash(rubric)))
      .map(({ eval_id }) => eval_id),
  );
  const judged = judgeChecks(rows);
  const known = judgeChecks(rows.filter(({ eval_id }) => labelled.has(eval_id)));
  const passedOf = (checks: readonly GateCheck[]) => checks.filter(({ passed }) => passed).length;
  const { pass_pass, pass_fail, fail_pass, fail_fail } = calibration.confusion;
  const stranger = otherJudge(judge, calibration);
  const corrected = stranger
    ? undefined
    : correctedShare({
        passed: { hits: passedOf(known), trials: known.length },
        sensitivity: { hits: pass_pass, trials: pass_pass + pass_fail },
        specificity: { hits: fail_fail, trials: fail_pass + fail_fail },
      });
  return {
    binding: calibration.binding,
    admissible: calibration.admissible && !stranger,
    reasons: stranger ? [stranger] : calibration.reasons,
    judged_rows: judged.length,
    judged_passed: passedOf(judged),
    ...(corrected ? { corrected_pass_rate: corrected } : {}),
  };
}

function judgeChecks(rows: readonly GateRow[]): GateCheck[] {
  return rows.flatMap(({ outcome, checks }) =>
    outcome === "errored" ? [] : checks.filter(({ type }) => type === "llm-rubric"),
  );
}
