import { createHash } from "node:crypto";
import type { Judge } from "../judge-types.ts";

export type JudgeIdentity = Pick<Judge, "model" | "promptHash">;

/** sha256 of a rubric, in hex. */
export function rubricHash(rubric: string): string {
  return sha256(rubric);
}

/** What a calibration is bound to: sha256 over judge model, prompt and rubrics, whatever their order. */
export function bindingOf(judge: JudgeIdentity, rubricHashes: readonly string[]): string {
  const rubrics = [...new Set(rubricHashes)].sort((a, b) => (a < b ? -1 : 1));
  return sha256(JSON.stringify([judge.model, judge.promptHash, rubrics]));
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
