import { z } from "zod";
import { TraceId } from "./agent-run.ts";

/** What a person said about one run. */
export const HumanFeedback = z.object({
  /** `human-<trace_label>`, with `-<reviewer>` when several people reviewed the run. */
  feedback_id: z.string().min(1),
  trace_id: TraceId,
  trace_label: z.string().min(1),
  question: z.string().min(1),
  source_type: z.literal("human_feedback"),
  theme: z.string().min(1),
  summary: z.string().min(1),
  /** What a right answer has to say. */
  required_observations: z.array(z.string().min(1)),
  /** What a right answer must not claim. */
  prohibited_claims: z.array(z.string().min(1)),
  reviewer: z.string().min(1).optional(),
  /** When it was recorded in the run's folder, ISO 8601 in UTC; absent for rows of a standing file. */
  time: z.iso.datetime().optional(),
  /** SHA-256, lowercase hex, of what the reviewer saw. */
  seen_hash: z.string().optional(),
});
export type HumanFeedback = z.infer<typeof HumanFeedback>;

/** What a model observed in one run. It stays a kind of its own: it is never counted as a person's word. */
export const ModelFeedback = z.object({
  insight_id: z.string().min(1),
  trace_id: TraceId,
  trace_label: z.string().min(1),
  question: z.string().min(1),
  source_type: z.literal("llm_insight"),
  observations: z.array(z.string().min(1)).min(1),
});
export type ModelFeedback = z.infer<typeof ModelFeedback>;

/** Either kind of feedback; `source_type` tells which. */
export const FeedbackItem = z.discriminatedUnion("source_type", [HumanFeedback, ModelFeedback]);
export type FeedbackItem = z.infer<typeof FeedbackItem>;
