import type { HumanFeedback, HumanLabel, HumanVerdict } from "@loopwright/core";
import { reviewerKey } from "../import/reviewer-key.ts";
import { recordReviews, type ReviewFiles } from "../records/record-reviews.ts";
import { seenHashOf, type ReviewableRun } from "./reviewable-run.ts";

/** What a reviewer says about a run besides the verdict. */
export interface Remarks {
  note: string;
  theme: string;
  required_observations: string[];
  prohibited_claims: string[];
}

export function noRemarks(): Remarks {
  return { note: "", theme: "general", required_observations: [], prohibited_claims: [] };
}

/** Who decides, when, and where it is kept. */
export interface Sitting {
  files: ReviewFiles;
  reviewer: string;
  now: () => Date;
}

/**
 * Appends a verdict on a run, or remarks without one, with reviewer, time and the hash of what was seen. Remarks
 * become feedback, from which evals are made; a bare verdict does not.
 *
 * @returns how many records were new
 * @throws LoopError as `recordReviews` does
 * @example await recordDecision(sitting, item, { verdict: "fail", remarks: { ...noRemarks(), note: "No source." } })
 */
export function recordDecision(
  sitting: Sitting,
  item: ReviewableRun,
  { verdict, remarks }: { verdict?: HumanVerdict | undefined; remarks: Remarks },
): Promise<{ feedback: number; labels: number }> {
  const stamp = stampOf(sitting, seenHashOf(item));
  const { trace_id } = item.run;
  const labels = verdict ? [{ ...stamp, trace_id, verdict, note: remarks.note }] : [];
  // The label last: it marks the run as reviewed.
  return recordReviews(sitting.files, { feedback: toFeedback(item, remarks, stamp), labels });
}

/**
 * Appends a verdict on whether a run's answer meets one of its evals.
 *
 * @throws LoopError as `recordReviews` does
 */
export async function recordEvalVerdict(
  sitting: Sitting,
  item: ReviewableRun,
  { evalCase, verdict }: { evalCase: ReviewableRun["evals"][number]; verdict: HumanVerdict },
): Promise<void> {
  const { eval_id, rubric } = evalCase;
  const label: HumanLabel = {
    ...stampOf(sitting, seenHashOf(item, rubric)),
    trace_id: item.run.trace_id,
    eval_id,
    verdict,
    note: "",
  };
  await recordReviews(sitting.files, { feedback: [], labels: [label] });
}

function stampOf({ reviewer, now }: Sitting, seen_hash: string) {
  return { reviewer, time: now().toISOString(), seen_hash };
}

function toFeedback(
  { run }: ReviewableRun,
  { note, ...remarks }: Remarks,
  stamp: ReturnType<typeof stampOf>,
): HumanFeedback[] {
  const points = [...remarks.required_observations, ...remarks.prohibited_claims];
  if (note === "" && points.length === 0) return [];
  return [
    {
      feedback_id: `human-${run.trace_label}-${reviewerKey(stamp.reviewer)}`,
      trace_id: run.trace_id,
      trace_label: run.trace_label,
      question: run.question,
      source_type: "human_feedback",
      summary: note === "" ? points.join(" ") : note,
      ...remarks,
      ...stamp,
    },
  ];
}
