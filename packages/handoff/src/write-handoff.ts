import { join } from "node:path";
import { writeJson, writeText, type Diagnosis } from "@loopwright/core";
import { recommendationsOf } from "./handoff-summary.ts";
import { renderHandoff, type RenderHandoffOptions } from "./render-handoff.ts";

export interface WriteHandoffOptions extends RenderHandoffOptions {
  /** Folder of the run; `codex_handoff.md` and `handoff/` go there. */
  dir: string;
  diagnosis: Diagnosis;
}

/**
 * Writes the handoff of a run: `codex_handoff.md` for people and coding agents, and
 * `handoff/recommendations.json` with every recommendation, its claims and their evidence.
 *
 * @returns the files written
 * @throws LoopError `storage` when a file cannot be written
 * @example const { document } = await writeHandoff({ dir: "runs/latest", diagnosis })
 */
export async function writeHandoff(
  options: WriteHandoffOptions,
): Promise<{ document: string; recommendations: string }> {
  const { dir, diagnosis, ...rest } = options;
  const document = join(dir, "codex_handoff.md");
  const recommendations = join(dir, "handoff", "recommendations.json");
  await writeText(document, renderHandoff(diagnosis, rest));
  await writeJson(recommendations, recommendationsOf(diagnosis));
  return { document, recommendations };
}
