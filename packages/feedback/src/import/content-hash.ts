import { createHash } from "node:crypto";
import type { AgentRun, HumanFeedback } from "@loopwright/core";
import { reviewerKey } from "./reviewer-key.ts";

/** What one item of feedback says, without its id and time: the same word twice has the same hash. */
export function feedbackHash(
  item: Pick<HumanFeedback, "trace_id" | "theme" | "summary" | "reviewer"> & {
    required_observations: readonly string[];
    prohibited_claims: readonly string[];
  },
): string {
  const { trace_id, theme, summary, required_observations, prohibited_claims, reviewer } = item;
  const who = reviewer === undefined ? null : reviewerKey(reviewer);
  return sha256([trace_id, who, theme, summary, required_observations, prohibited_claims]);
}

/** What a reviewer has before them. */
export interface SeenRun {
  run: Pick<AgentRun, "question" | "answer">;
  artifacts?: readonly { path: string; content: string }[];
  /** What else was asked of them: the rubric of an eval. */
  rubric?: string;
}

/**
 * SHA-256 of what a reviewer saw, lowercase hex. It changes when the question, the answer, an artifact or the
 * rubric does, so that a verdict is never counted for something else.
 */
export function seenHash({ run, artifacts = [], rubric }: SeenRun): string {
  const files = artifacts
    .map(({ path, content }) => [path, content])
    .toSorted(([a = ""], [b = ""]) => (a < b ? -1 : 1));
  return sha256([run.question, run.answer, files, rubric ?? null]);
}

function sha256(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}
