import type { DraftClaim } from "../diagnosis/draft.ts";

/** Something that went wrong in one run, with the claims that show it. */
export interface Problem {
  source: "gate" | "human_feedback" | "spans" | "judge" | "error";
  /** What should have happened, in the words of whoever asked for it. */
  wish: string;
  /** The same as a rule for all answers, as far as the evidence has words for it. */
  rule: string;
  /** What was said about the failure; empty when nothing was. */
  failure: string;
  title: string;
  run: string;
  question: string;
  /** How much it matters: a person's word and a failed eval more than a habit seen in the spans. */
  weight: number;
  claims: readonly DraftClaim[];
  /** Evals that should turn when it is mended. */
  evals: readonly string[];
}
