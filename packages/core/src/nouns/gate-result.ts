import { z } from "zod";
import { Usage } from "./agent-run.ts";

/** One check of one row. */
export const GateCheck = z.object({
  /** `contains`, `icontains`, `not-contains` or `llm-rubric`. */
  type: z.string(),
  passed: z.boolean(),
  score: z.number().min(0).max(1),
  reason: z.string(),
});
export type GateCheck = z.infer<typeof GateCheck>;

/** The outcome of one eval case on one answer. `errored` means that it could not be decided. */
export const GateRow = z.object({
  eval_id: z.string(),
  title: z.string(),
  trace_id: z.string(),
  trace_label: z.string(),
  outcome: z.enum(["passed", "failed", "errored"]),
  passed: z.boolean(),
  score: z.number().min(0).max(1),
  /** Reasons of the failing checks first, then of the passing ones; the error when it errored. */
  explanation: z.string(),
  checks: z.array(GateCheck),
  /** True when the outcome rests on a judge that has not shown that it agrees with people: it decides nothing. */
  advisory: z.boolean().optional(),
});
export type GateRow = z.infer<typeof GateRow>;

/** What a gate run decided. */
export const GateResult = z.object({
  /**
   * Of the rows that are not advisory: `error` when any errored, `fail` when any failed, else `pass`. An empty suite
   * never gets here.
   */
  verdict: z.enum(["pass", "fail", "error"]),
  total: z.number().int(),
  passed: z.number().int(),
  failed: z.number().int(),
  errored: z.number().int(),
  rows: z.array(GateRow),
  /** Rows that are counted above and have no say in the verdict; only with a calibration. */
  advisory: z.number().int().optional(),
  /** The engine and version that ran, as a person would name it: `promptfoo 0.123.1 (Node API)`. */
  engine: z.string(),
  judge: z.object({ model: z.string(), prompt_hash: z.string(), usage: Usage }),
  /** What is known of the judge's errors, and the pass rate of judged rows corrected for them. */
  calibration: z
    .object({
      binding: z.string(),
      admissible: z.boolean(),
      reasons: z.array(z.string()),
      judged_rows: z.number().int(),
      judged_passed: z.number().int(),
      corrected_pass_rate: z
        .object({ estimate: z.number(), low: z.number(), high: z.number() })
        .optional(),
    })
    .optional(),
  /** File with the engine's own results, relative to the gate result's folder. */
  result_file: z.string().optional(),
});
export type GateResult = z.infer<typeof GateResult>;
