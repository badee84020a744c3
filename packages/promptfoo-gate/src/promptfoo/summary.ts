import { z } from "zod";

/**
 * The part of Promptfoo's result summary (version 3) that the gate reads. Objects are loose: other keys stay,
 * so that the results file keeps what Promptfoo reports. Promptfoo exports no schema of its own.
 */
export const EngineComponent = z.looseObject({
  pass: z.boolean(),
  score: z.number(),
  reason: z.string().nullish(),
  assertion: z.looseObject({ type: z.string(), metric: z.string().nullish() }).nullish(),
  metadata: z.looseObject({ graderError: z.boolean().nullish() }).nullish(),
});
export type EngineComponent = z.infer<typeof EngineComponent>;

export const EngineRow = z.looseObject({
  success: z.boolean(),
  score: z.number(),
  /** 0 none, 1 a check failed, 2 an error. */
  failureReason: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  error: z.string().nullish(),
  response: z.looseObject({ output: z.unknown().optional() }).nullish(),
  gradingResult: z
    .looseObject({
      pass: z.boolean(),
      score: z.number(),
      componentResults: z.array(EngineComponent).nullish(),
    })
    .nullish(),
  testCase: z.looseObject({ metadata: z.looseObject({ case_id: z.string() }) }),
});
export type EngineRow = z.infer<typeof EngineRow>;

export const SummaryV3 = z.looseObject({
  version: z.literal(3),
  timestamp: z.string(),
  results: z.array(EngineRow),
  stats: z.looseObject({
    successes: z.number(),
    failures: z.number(),
    errors: z.number(),
  }),
});
export type SummaryV3 = z.infer<typeof SummaryV3>;
