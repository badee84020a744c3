import type { AgentRun, EvalCase } from "@loopwright/core";
import { seenHash } from "../import/content-hash.ts";
import type { Artifact } from "../review-prompt.ts";

/** A run with all that a reviewer may look at. */
export interface ReviewableRun {
  run: AgentRun;
  artifacts: readonly Artifact[];
  /** What the run read: a command and what it printed, and the like. */
  evidence: readonly { title: string; text: string }[];
  /** Evals on this run that a judge decides; people decide them too, without seeing the judge's verdict. */
  evals: readonly Pick<EvalCase, "eval_id" | "title" | "rubric">[];
}

/** The hash of what a reviewer of this run, or of one eval on it, has seen. */
export function seenHashOf({ run, artifacts }: ReviewableRun, rubric?: string): string {
  return seenHash({ run, artifacts, ...(rubric === undefined ? {} : { rubric }) });
}
