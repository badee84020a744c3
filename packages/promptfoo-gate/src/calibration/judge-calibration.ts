import { z } from "zod";

const Share = z.object({ estimate: z.number(), low: z.number(), high: z.number() });

/**
 * How far a judge agrees with people, and whether that is enough for its verdicts to block: `calibration.json`.
 * It vouches for one judge model with one prompt under the rubrics that were labelled, and for nothing else.
 */
export const JudgeCalibration = z.object({
  judge: z.object({ model: z.string().min(1), prompt_hash: z.string().min(1) }),
  /** sha256 of each labelled rubric. */
  rubric_hashes: z.array(z.string()).min(1),
  /** sha256 over judge model, prompt and rubrics: what this calibration is bound to. */
  binding: z.string().min(1),
  /** Answers that people agree on and the judge decided, by where the labels come from. */
  labels: z.object({ total: z.number().int(), person: z.number().int(), key: z.number().int() }),
  /** Answers on which reviewers are evenly divided, and answers that the judge could not decide. */
  disputed: z.number().int(),
  undecided: z.number().int(),
  /** People's verdict first, the judge's second. */
  confusion: z.object({
    pass_pass: z.number().int(),
    pass_fail: z.number().int(),
    fail_pass: z.number().int(),
    fail_fail: z.number().int(),
  }),
  /** Cohen's kappa with its 95% interval; null when people or judge gave only one verdict. */
  kappa: Share.nullable(),
  /** Share of right answers that the judge passes, and of wrong ones that it fails. */
  sensitivity: Share,
  specificity: Share,
  /** How often the judge says the same of the same answer. */
  self_consistency: z.object({
    repeats: z.number().int(),
    share: Share,
    /** Answers on which it changed its mind, by number of the settled label, from 1. */
    unstable: z.array(z.number().int()),
  }),
  /** How much more often than people the judge passes short and long answers (split at the median length). */
  length_bias: z.object({
    median_length: z.number(),
    short: z.number(),
    long: z.number(),
    /** Long less short, with its 95% interval: above 0, length is rewarded. */
    difference: Share,
    biased: z.boolean(),
  }),
  /** The same answers with their parts in reverse order: how often does the verdict turn, and which way? */
  position_bias: z.object({
    tried: z.number().int(),
    to_pass: z.number().int(),
    to_fail: z.number().int(),
    flipped: Share,
  }),
  admissible: z.boolean(),
  /** Why not; empty when it is. */
  reasons: z.array(z.string()),
});
export type JudgeCalibration = z.infer<typeof JudgeCalibration>;
