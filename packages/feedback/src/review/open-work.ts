import { LoopError, type HumanLabel } from "@loopwright/core";
import { latestLabels } from "../agreement/latest-labels.ts";
import { reviewerKey } from "../import/reviewer-key.ts";
import type { Recorded } from "../import/books.ts";
import { seenHashOf, type ReviewableRun } from "./reviewable-run.ts";

/** What a reviewer has still to decide about one run. */
export interface OpenWork {
  item: ReviewableRun;
  verdict: boolean;
  evals: ReviewableRun["evals"];
}

/** Labels about what the runs hold now: those on an answer or a rubric that has changed since are left out. */
export function currentLabels(
  labels: readonly HumanLabel[],
  runs: readonly ReviewableRun[],
): HumanLabel[] {
  return labels.filter((label) => {
    const item = runs.find(({ run }) => run.trace_id === label.trace_id);
    if (!item) return false;
    if (label.eval_id === undefined) return label.seen_hash === seenHashOf(item);
    const known = item.evals.find(({ eval_id }) => eval_id === label.eval_id);
    return known !== undefined && label.seen_hash === seenHashOf(item, known.rubric);
  });
}

/** What this reviewer has not decided yet about a run, as it is now. */
export function openWork(
  item: ReviewableRun,
  labels: readonly HumanLabel[],
  reviewer: string,
): OpenWork {
  const own = latestLabels(currentLabels(labels, [item])).filter(
    (label) => reviewerKey(label.reviewer) === reviewerKey(reviewer),
  );
  const decided = (id: string | undefined) => own.some(({ eval_id }) => eval_id === id);
  return {
    item,
    verdict: !decided(undefined),
    evals: item.evals.filter(({ eval_id }) => !decided(eval_id)),
  };
}

/**
 * Takes a name that differs from an earlier one in spelling alone for a slip, or for two people who need two names.
 *
 * @throws LoopError `bad_input`
 */
export function checkReviewer(reviewer: string, { feedback, labels }: Recorded): void {
  if (reviewer.trim() === "")
    throw new LoopError("bad_input", "reviewer: the name is empty; give the reviewer's name");
  const names = [...feedback, ...labels].flatMap((one) => one.reviewer ?? []);
  const other = names.find(
    (name) => name !== reviewer && reviewerKey(name) === reviewerKey(reviewer),
  );
  if (other !== undefined)
    throw new LoopError(
      "bad_input",
      `reviewer "${reviewer}": "${other}" has reviewed this run before and would be the same person; spell the name that way, or choose one that tells the two apart`,
    );
}
