import { z } from "zod";
import { EvalCase } from "./eval-case.ts";

/** How hard a reasoning model is asked to think. */
export const ReasoningEffort = z.enum(["none", "minimal", "low", "medium", "high", "xhigh"]);
export type ReasoningEffort = z.infer<typeof ReasoningEffort>;

/** Which model runs the agent, how hard it thinks, and in how many turns it has to answer. */
export const ModelSettings = z.strictObject({
  /** Left out: the caller's default model. */
  model: z.string().min(1).optional(),
  reasoning_effort: ReasoningEffort.optional(),
  max_turns: z.number().int().min(1).max(500).default(30),
});
export type ModelSettings = z.infer<typeof ModelSettings>;

/** What a run may read, write and run, and what it is told about evidence. */
export const ToolPolicy = z.strictObject({
  /** Workspace-relative folder that a run may read. */
  allowed_data_root: z.string().min(1),
  /** Workspace-relative folder that a run may write. */
  writable_root: z.string().min(1),
  evidence_preference: z.string().min(1),
  unknown_handling: z.string().min(1),
  mutation_policy: z.string().min(1),
  /** File names below the harness's `tools/`, without their ending. */
  runtime_tools: z.array(z.string().min(1)),
});
export type ToolPolicy = z.infer<typeof ToolPolicy>;

/**
 * What a field of an artifact's records holds: a text, a list, `sources` (files of the data root), or a `claim`,
 * a text whose figures the record's sources must show.
 */
export const ArtifactField = z.enum(["text", "list", "sources", "claim"]);
export type ArtifactField = z.infer<typeof ArtifactField>;

/** A file that every run must leave in the writable root. */
export const RequiredArtifact = z.strictObject({
  path: z.string().min(1),
  description: z.string().min(1),
  /** Fields of each record of a JSON list, or columns of a CSV file in their order. */
  fields: z.record(z.string(), ArtifactField).optional(),
});
export type RequiredArtifact = z.infer<typeof RequiredArtifact>;

/** Which version of the harness this is, where it came from, and how far it has got on its way to promotion. */
export const EvalMetadata = z.strictObject({
  version: z.string().min(1),
  status: z.enum(["draft", "candidate", "promoted", "rejected", "retired"]),
  created_from: z.string().min(1),
  promotion_gate: z.string().min(1),
});
export type EvalMetadata = z.infer<typeof EvalMetadata>;

/** Words added to a turn only when its question asks for them. */
export const TurnGuidance = z.strictObject({
  /** File name below `guidance/`. */
  file: z.string().min(1),
  /** The guidance applies when every group has a phrase that the question contains (case ignored). */
  when: z.array(z.array(z.string().min(1)).min(1)).min(1),
  text: z.string().min(1),
});
export type TurnGuidance = z.infer<typeof TurnGuidance>;

/** One file of the harness folder as it was loaded; paths are relative and use `/`. */
export const HarnessFile = z.strictObject({ path: z.string().min(1), content: z.string() });
export type HarnessFile = z.infer<typeof HarnessFile>;

/**
 * Everything around the model, loaded from a harness folder: instructions, model settings, tool policy,
 * required artifacts, conditional guidance, promoted evals and the files it was read from.
 */
export const HarnessConfig = z.strictObject({
  name: z.string().min(1),
  /** The prompt, as `instructions.md` holds it. */
  instructions: z.string().min(1),
  model_settings: ModelSettings,
  tool_policy: ToolPolicy,
  required_artifacts: z.array(RequiredArtifact).min(1),
  guidance: z.array(TurnGuidance),
  evals: z.array(EvalCase),
  eval_metadata: EvalMetadata,
  files: z.array(HarnessFile),
  /** sha256 over the sorted paths and contents of `files`, in hex: the harness's identity everywhere. */
  content_hash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type HarnessConfig = z.infer<typeof HarnessConfig>;
