import { join } from "node:path";
import { readJson, readJsonl, writeJson, writeJsonl } from "@loopwright/core";
import { z } from "zod";
import type { Analysis } from "./analysis.ts";
import type { DataProblem } from "./bundle/data-problem.ts";
import { BehaviorPattern } from "./describe/pattern.ts";

const AssignmentFile = z.object({
  run_id: z.string(),
  pattern_id: z.string().nullable(),
  resembles: z.string().nullable().default(null),
  further: z.array(z.string()).default([]),
  case_type: z.string().optional(),
  troubled: z.boolean().optional(),
});
const SuspectFile = z.object({
  run_id: z.string(),
  rank: z.number(),
  event_id: z.string(),
  agent: z.string(),
  tool: z.string(),
  score: z.number(),
});
const DriftFile = z.object({ run_ids: z.array(z.string()), p_value: z.number() });
const CoverageFile = z.object({ resample_agreement: z.number().nullable().default(null) });

/**
 * Writes an analysis as files: `patterns.json`, `assignments.jsonl`, `suspects.jsonl`, `slices.json`, `drift.json`,
 * `documents.jsonl`, and `coverage.json` with the counts and everything that could not be read.
 */
export async function writeAnalysis(
  dir: string,
  analysis: Pick<
    Analysis,
    "patterns" | "assignments" | "suspects" | "slices" | "drift" | "documents" | "coverage"
  >,
  problems: readonly DataProblem[] = [],
): Promise<void> {
  await writeJson(join(dir, "patterns.json"), analysis.patterns);
  await writeJsonl(join(dir, "assignments.jsonl"), analysis.assignments);
  await writeJsonl(join(dir, "suspects.jsonl"), analysis.suspects);
  await writeJson(join(dir, "slices.json"), analysis.slices);
  await writeJson(join(dir, "drift.json"), analysis.drift);
  await writeJsonl(join(dir, "documents.jsonl"), analysis.documents);
  await writeJson(join(dir, "coverage.json"), { ...analysis.coverage, problems });
}

/** What `evaluateAgainstTruth` needs of a folder that `writeAnalysis` wrote. */
export async function readAnalysis(dir: string) {
  const assignments = await readJsonl(join(dir, "assignments.jsonl"), AssignmentFile);
  const { resample_agreement } = await readJson(join(dir, "coverage.json"), CoverageFile);
  const withCases = assignments.filter(({ case_type }) => case_type !== undefined);
  const withLabels = assignments.filter(({ troubled }) => troubled !== undefined);
  return {
    assignments,
    suspects: await readJsonl(join(dir, "suspects.jsonl"), SuspectFile),
    drift: await readJson(join(dir, "drift.json"), z.array(DriftFile)),
    patterns: await readJson(join(dir, "patterns.json"), z.array(BehaviorPattern)),
    resampleAgreement: resample_agreement,
    ...(withCases.length > 0
      ? { caseTypes: new Map(withCases.map(({ run_id, case_type }) => [run_id, case_type ?? ""])) }
      : {}),
    ...(withLabels.length > 0
      ? {
          redRuns: new Set(
            withLabels.filter(({ troubled }) => troubled).map(({ run_id }) => run_id),
          ),
        }
      : {}),
  };
}
