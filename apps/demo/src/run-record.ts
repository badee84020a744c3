import { Usage } from "@loopwright/core";
import { rowKeys } from "@loopwright/feedback";
import { z } from "zod";

/** The stages of a loop, in order. */
export const stageNames = [
  "dataroom",
  "runs",
  "feedback",
  "evals",
  "gate",
  "context",
  "diagnosis",
  "handoff",
] as const;
export const StageName = z.enum(stageNames);
export type StageName = z.infer<typeof StageName>;

export const StageRecord = z.object({
  name: StageName,
  status: z.enum(["pending", "running", "completed", "failed"]),
  /** Wall-clock seconds of the last attempt. */
  seconds: z.number().min(0).default(0),
  usage: Usage.optional(),
  /** US dollars, for live models. */
  cost: z.number().optional(),
  /** One line on what came out. */
  summary: z.string().optional(),
  error: z.object({ code: z.string(), message: z.string() }).optional(),
});
export type StageRecord = z.infer<typeof StageRecord>;

/** What was asked for; enough to carry on later. Paths are absolute. */
export const RunPlan = z.object({
  seed: z.string(),
  live: z.boolean(),
  harness_dir: z.string(),
  dataroom_dir: z.string().optional(),
  feedback_file: z.string().optional(),
  /** Which column of that file holds what. */
  feedback_columns: z.record(z.string(), z.enum(rowKeys)).optional(),
  /** How far the judge agrees with people; without it every row of the gate decides. */
  calibration_file: z.string().optional(),
  /** The file is the reference reviewer's: rows about questions that were not asked are passed over. */
  feedback_is_reference: z.boolean(),
  questions: z.array(z.object({ label: z.string(), number: z.number().int(), text: z.string() })),
  concurrency: z.number().int().min(1),
  /** At most so many further agent runs, each with a rule taken out of the harness, that evals have to prove themselves on. */
  harness_mutants: z.number().int().min(0).default(0),
  sandbox: z.string(),
  /** The user accepted that commands written by a model run on the host. */
  unsafe_host: z.boolean(),
});
export type RunPlan = z.infer<typeof RunPlan>;

/** `run.json`: what one turn of the loop did, with which versions, models and harness. */
export const RunRecord = z.object({
  id: z.string(),
  created_at: z.string(),
  simulated: z.boolean(),
  models: z.record(z.string(), z.string()),
  versions: z.record(z.string(), z.string()),
  harness: z.object({ name: z.string(), version: z.string(), content_hash: z.string() }),
  sandbox: z.object({ kind: z.string(), isolated: z.boolean() }).optional(),
  plan: RunPlan,
  stages: z.array(StageRecord),
});
export type RunRecord = z.infer<typeof RunRecord>;
