import { join } from "node:path";
import {
  redactSecrets,
  writeJson,
  writeText,
  type Diagnosis,
  type EvalCase,
  type HarnessConfig,
  type JsonValue,
  type SpanRecord,
} from "@loopwright/core";
import { citedSpans, evidenceOf, withoutSecrets } from "./cited-evidence.ts";
import { recommendationsOf } from "./handoff-summary.ts";
import { renderHandoff, type RenderHandoffOptions } from "./render-handoff.ts";

/** What a coding agent may want to look into beside the document. */
export interface HandoffMaterial {
  /** The optimization context: the runs' spans and what was said about them. */
  context: readonly SpanRecord[];
  /** The harness as it was diagnosed. */
  harness: HarnessConfig;
  evals: readonly EvalCase[];
}

export interface WriteHandoffOptions extends RenderHandoffOptions {
  /** Folder of the run; `codex_handoff.md` and `handoff/` go there. */
  dir: string;
  diagnosis: Diagnosis;
  /** With it, `handoff/` also holds the cited evidence, the harness's files and the evals. */
  material?: HandoffMaterial;
}

/**
 * Writes the handoff of a run: `codex_handoff.md` for people and coding agents, and
 * `handoff/recommendations.json` with every recommendation, its claims and their evidence. With `material`,
 * `handoff/evidence/` holds the cited spans by recommendation, `handoff/harness/` the files as diagnosed and
 * `handoff/evals/` the evals: copies to search in, without secrets. Nothing is verified against them.
 *
 * @returns the files written
 * @throws LoopError `storage` when a file cannot be written
 * @example const { document } = await writeHandoff({ dir: "runs/latest", diagnosis })
 */
export async function writeHandoff(
  options: WriteHandoffOptions,
): Promise<{ document: string; recommendations: string }> {
  const { dir, diagnosis, material, ...rest } = options;
  const document = join(dir, "codex_handoff.md");
  const recommendations = join(dir, "handoff", "recommendations.json");
  await writeText(document, renderHandoff(diagnosis, rest));
  await writeJson(recommendations, recommendationsOf(diagnosis));
  if (material) await writeMaterial(join(dir, "handoff"), diagnosis, material);
  return { document, recommendations };
}

async function writeMaterial(
  dir: string,
  diagnosis: Diagnosis,
  { context, harness, evals }: HandoffMaterial,
): Promise<void> {
  for (const one of diagnosis.recommendations)
    await writeJson(join(dir, "evidence", `${one.id}.json`), evidenceOf(one, context));
  await writeJson(
    join(dir, "evidence", "spans.json"),
    citedSpans(diagnosis.recommendations, context),
  );
  for (const { path, content } of harness.files)
    await writeText(join(dir, "harness", path), redactSecrets(content));
  for (const one of evals)
    await writeJson(
      join(dir, "evals", `${one.eval_id.replaceAll(/[^\w.-]/g, "_")}.json`),
      withoutSecrets(asJson(one)),
    );
}

/** A record as plain JSON, without what is undefined. */
function asJson(record: object): JsonValue {
  const plain: JsonValue = JSON.parse(JSON.stringify(record));
  return plain;
}
