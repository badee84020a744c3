import { z } from "zod";

/** Text of an attribute; a context written elsewhere may lack it. */
const text = z.string().default("");

/** A list that an attribute holds as JSON text. */
const list = <Item extends z.ZodType>(item: Item) =>
  z
    .string()
    .default("[]")
    .transform((value, issues) => {
      try {
        const parsed: unknown = JSON.parse(value);
        return parsed;
      } catch {
        issues.addIssue({ code: "custom", message: "expected a JSON list" });
        return z.NEVER;
      }
    })
    .pipe(z.array(item));

/** A person's word on a run, as its span carries it. */
export const HumanFeedbackSignal = z
  .object({
    "feedback.id": z.string().min(1),
    "feedback.trace_id": z.string().min(1),
    "feedback.trace_label": text,
    "feedback.question": text,
    "feedback.theme": text,
    "feedback.summary": text,
    "feedback.required_observations": list(z.string()),
    "feedback.prohibited_claims": list(z.string()),
  })
  .transform((span) => ({
    id: span["feedback.id"],
    traceId: span["feedback.trace_id"],
    label: span["feedback.trace_label"],
    question: span["feedback.question"],
    theme: span["feedback.theme"],
    summary: span["feedback.summary"],
    requiredObservations: span["feedback.required_observations"],
    prohibitedClaims: span["feedback.prohibited_claims"],
  }));
export type HumanFeedbackSignal = z.output<typeof HumanFeedbackSignal>;

/** A model's observations on a run. */
export const ModelFeedbackSignal = z
  .object({
    "llm_feedback.id": z.string().min(1),
    "llm_feedback.trace_id": z.string().min(1),
    "llm_feedback.trace_label": text,
    "llm_feedback.question": text,
    "llm_feedback.observations": list(z.string()),
  })
  .transform((span) => ({
    id: span["llm_feedback.id"],
    traceId: span["llm_feedback.trace_id"],
    label: span["llm_feedback.trace_label"],
    question: span["llm_feedback.question"],
    observations: span["llm_feedback.observations"],
  }));
export type ModelFeedbackSignal = z.output<typeof ModelFeedbackSignal>;

/** The definition of an eval that was generated from a run. */
export const EvalSignal = z
  .object({
    "eval.id": z.string().min(1),
    "eval.trace_id": z.string().min(1),
    "eval.trace_label": text,
    "eval.question": text,
    "eval.title": text,
    "eval.method": text,
    "eval.expected_behavior": text,
    "eval.rubric": text,
    "eval.deterministic_assertions": list(z.object({ type: z.string(), value: z.string() })),
    "eval.pass_example": text,
    "eval.fail_example": text,
  })
  .transform((span) => ({
    id: span["eval.id"],
    traceId: span["eval.trace_id"],
    label: span["eval.trace_label"],
    question: span["eval.question"],
    title: span["eval.title"],
    method: span["eval.method"],
    expectedBehavior: span["eval.expected_behavior"],
    rubric: span["eval.rubric"],
    assertions: span["eval.deterministic_assertions"],
    passExample: span["eval.pass_example"],
    failExample: span["eval.fail_example"],
  }));
export type EvalSignal = z.output<typeof EvalSignal>;

/** What the gate decided about one eval. */
export const GateRowSignal = z
  .object({
    "eval.id": z.string().min(1),
    "eval.trace_id": z.string().min(1),
    "eval.trace_label": text,
    "eval.title": text,
    "eval.passed": z.boolean(),
    "eval.outcome": z.enum(["passed", "failed", "errored"]).optional(),
    "eval.score": z.number().optional(),
    "eval.explanation": text,
    "eval.checks": list(
      z.object({ type: z.string(), passed: z.boolean(), score: z.number(), reason: z.string() }),
    ),
    "input.value": text,
    "output.value": text,
  })
  .transform((span) => ({
    id: span["eval.id"],
    traceId: span["eval.trace_id"],
    label: span["eval.trace_label"],
    title: span["eval.title"],
    outcome: span["eval.outcome"] ?? (span["eval.passed"] ? "passed" : "failed"),
    score: span["eval.score"],
    explanation: span["eval.explanation"],
    checks: span["eval.checks"],
    question: span["input.value"],
    answer: span["output.value"],
  }));
export type GateRowSignal = z.output<typeof GateRowSignal>;

export const GateSummarySignal = z
  .object({
    "eval_gate.verdict": z.string().optional(),
    "eval_gate.total": z.number().int(),
    "eval_gate.passed": z.number().int(),
    "eval_gate.failed": z.number().int(),
    "eval_gate.errored": z.number().int().default(0),
  })
  .transform((span) => ({
    verdict: span["eval_gate.verdict"] ?? (span["eval_gate.failed"] > 0 ? "fail" : "pass"),
    total: span["eval_gate.total"],
    passed: span["eval_gate.passed"],
    failed: span["eval_gate.failed"],
    errored: span["eval_gate.errored"],
  }));
export type GateSummarySignal = z.output<typeof GateSummarySignal>;

/** A behaviour that repeats over many runs. */
export const PatternSignal = z
  .object({
    "pattern.id": z.string().min(1),
    "pattern.label": text,
    "pattern.trace_count": z.number().int(),
    "pattern.owner": text,
    "pattern.summary": text,
    "pattern.evidence": list(z.object({ text: z.string() })),
    "pattern.run_ids": list(z.string()),
  })
  .transform((span) => ({
    id: span["pattern.id"],
    label: span["pattern.label"],
    count: span["pattern.trace_count"],
    owner: span["pattern.owner"],
    summary: span["pattern.summary"],
    behaviors: span["pattern.evidence"].map((one) => one.text),
    runIds: span["pattern.run_ids"],
  }));
export type PatternSignal = z.output<typeof PatternSignal>;

export const HarnessSignal = z
  .object({
    "harness.version": text,
    "harness.content_hash": text,
  })
  .transform((span) => ({
    version: span["harness.version"],
    contentHash: span["harness.content_hash"],
  }));
export type HarnessSignal = z.output<typeof HarnessSignal>;
