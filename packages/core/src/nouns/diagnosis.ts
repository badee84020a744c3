import { z } from "zod";

/**
 * A typed pointer at evidence: `trace:ID`, `span:ID`, `feedback:ID`, `eval:ID`, `gate:EVAL_ID`, `pattern:ID` or
 * `harness:PATH:LINE`.
 */
export const EvidenceRef = z
  .string()
  .regex(
    /^(trace|span|feedback|eval|gate|pattern):.+$|^harness:.+:\d+$/,
    "expected trace:ID, span:ID, feedback:ID, eval:ID, gate:EVAL_ID, pattern:ID or harness:PATH:LINE",
  );
export type EvidenceRef = z.infer<typeof EvidenceRef>;

export const Evidence = z.object({
  ref: EvidenceRef,
  /** Verbatim words of what `ref` points at. */
  quote: z.string().min(1).optional(),
  /** How many records `filter` selects. */
  count: z.number().int().min(0).optional(),
  filter: z.record(z.string(), z.json()).optional(),
  /** Line number, counted from 1, for `harness:` references. */
  line: z.number().int().min(1).optional(),
});
export type Evidence = z.infer<typeof Evidence>;

/** One statement that the evidence has to bear out. */
export const Claim = z.object({
  text: z.string().min(1),
  /** What the claim is about: a trace id, an eval id, a pattern id, a harness file. */
  about: z.string().min(1),
  evidence: z.array(Evidence).min(1),
});
export type Claim = z.infer<typeof Claim>;

/** Where in the harness a change belongs. */
export const HarnessComponent = z.enum([
  "prompt",
  "skills",
  "tools",
  "control_flow",
  "routing",
  "artifact_schema",
  "observability",
  "evals",
]);
export type HarnessComponent = z.infer<typeof HarnessComponent>;

/** How the evidence relates to the harness as it is. */
export const FindingClass = z.enum([
  "missing_requirement",
  "not_reliably_followed",
  "implementation_or_observability_defect",
]);
export type FindingClass = z.infer<typeof FindingClass>;

export const Level = z.enum(["high", "medium", "low"]);
export type Level = z.infer<typeof Level>;

/** One change worth making, with the evidence for it. */
export const Recommendation = z.object({
  id: z.string().min(1),
  /** 1 is first. */
  rank: z.number().int().min(1),
  component: HarnessComponent,
  class: FindingClass,
  title: z.string().min(1),
  /** What to change and why, in sentences that a coding agent can act on. */
  change: z.string().min(1),
  /** The harness file to change, when there is one. */
  target_file: z.string().optional(),
  impact: Level,
  confidence: Level,
  effort: Level,
  /** How to see that the change worked. */
  validation: z.string().min(1),
  claims: z.array(Claim).min(1),
});
export type Recommendation = z.infer<typeof Recommendation>;

/** What each source of evidence taught, one or more sentences each. */
export const InsightsBySource = z.object({
  traces: z.array(z.string()),
  human_feedback: z.array(z.string()),
  llm_feedback: z.array(z.string()),
  generated_evals: z.array(z.string()),
  eval_gate_results: z.array(z.string()),
  harness_config: z.array(z.string()),
});
export type InsightsBySource = z.infer<typeof InsightsBySource>;

/** A recommendation or claim that did not hold, and why. */
export const RefusedFinding = z.object({ title: z.string(), reason: z.string() });
export type RefusedFinding = z.infer<typeof RefusedFinding>;

/** The optimizer's reading of one turn of the loop; what a handoff is written from. */
export const Diagnosis = z.object({
  summary: z.string().min(1),
  recommendations: z.array(Recommendation),
  insights: InsightsBySource,
  refused: z.array(RefusedFinding),
  /** Evidence references that were checked, and how many of them held. */
  evidence: z.object({ verified: z.number().int(), total: z.number().int() }),
  harness_version: z.string(),
  harness_hash: z.string(),
  simulated: z.boolean(),
});
export type Diagnosis = z.infer<typeof Diagnosis>;
