import { z } from "zod";
import { TraceId } from "./agent-run.ts";

/** What a person decides, from worst to best: `fail` < `partial` < `pass`. */
export const HumanVerdict = z.enum(["fail", "partial", "pass"]);
export type HumanVerdict = z.infer<typeof HumanVerdict>;

/**
 * One verdict of one person: on a run as a whole, or, with `eval_id`, on whether its answer meets that eval.
 * A person may decide anew; the latest label for the same reviewer, run and eval counts. Judges say only pass or
 * fail, so `partial` says nothing about a judge.
 */
export const HumanLabel = z.object({
  reviewer: z.string().min(1),
  /** When the verdict was given, ISO 8601 in UTC. */
  time: z.iso.datetime(),
  trace_id: TraceId,
  /** The eval whose behaviour was decided; without it the label is about the whole run. */
  eval_id: z.string().min(1).optional(),
  verdict: HumanVerdict,
  note: z.string().default(""),
  /** SHA-256, lowercase hex, of what the reviewer saw. */
  seen_hash: z.string().regex(/^[0-9a-f]{64}$/, "expected 64 lowercase hex digits"),
});
export type HumanLabel = z.infer<typeof HumanLabel>;

/** What a judge needs before its verdicts may block: this many labels, and kappa's lower bound at least this. */
export const usableJudge = { labels: 30, lowerBound: 0.6 } as const;
