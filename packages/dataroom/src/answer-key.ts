import { LoopError } from "@loopwright/core";
import { z } from "zod";
import { ConflictKind } from "./conflict-kind.ts";
import type { ConflictPlan, Quote } from "./conflict-plan.ts";
import type { DataroomFile } from "./dataroom-file.ts";
import { occasionalQuestion } from "./question-bank.ts";

/** A place in a file, with words that stand there verbatim. Lines count from 1. */
export const ConflictSource = z.object({
  file: z.string().min(1),
  line: z.number().int().min(1),
  value: z.string().min(1),
});
export type ConflictSource = z.infer<typeof ConflictSource>;

/** One contradiction that was planted on purpose. */
export const PlantedConflict = z.object({
  id: z.string().min(1),
  kind: ConflictKind,
  /** The reading that the sources prove. */
  right: z.string().min(1),
  /** The least that a right answer states, a plain sentence each, as a reviewer would ask for it. */
  observations: z.array(z.string().min(1)).min(1),
  /** The reading that a hurried analyst takes. */
  tempting: z.string().min(1),
  sources: z.array(ConflictSource).min(1),
  /** Where the tempting reading stands; empty when it comes from silence. */
  tempting_sources: z.array(ConflictSource),
  /** Numbers of the questions whose ideal answer shows the conflict. */
  questions: z.array(z.number().int().min(1)),
});
export type PlantedConflict = z.infer<typeof PlantedConflict>;

/** What is true of a generated company. Kept outside everything that a stage of the loop may read. */
export const AnswerKey = z.object({
  seed: z.string(),
  company_name: z.string(),
  conflicts: z.array(PlantedConflict),
  /** Metrics that no right answer states as a fact, by their name in `retention_extract.csv`. */
  refused_metrics: z.array(z.string()),
});
export type AnswerKey = z.infer<typeof AnswerKey>;

export interface BuildAnswerKeyOptions {
  seed: string;
  companyName: string;
  conflicts: readonly ConflictPlan[];
  refusedMetrics: readonly string[];
  files: readonly DataroomFile[];
}

/**
 * The key of a rendered company: each planned conflict with its quotes found in the files.
 *
 * @throws LoopError `evidence_unresolved` when a quote does not stand on exactly one line of its file
 */
export function buildAnswerKey(options: BuildAnswerKeyOptions): AnswerKey {
  const linesOf = new Map(options.files.map(({ path, content }) => [path, content.split("\n")]));
  const locate = (quotes: readonly Quote[]) =>
    quotes.map((quote) => locateQuote(linesOf.get(quote.file) ?? [], quote));
  return {
    seed: options.seed,
    company_name: options.companyName,
    conflicts: options.conflicts.map((plan) => ({
      id: plan.id,
      kind: plan.kind,
      right: plan.right,
      observations: [...plan.observations],
      tempting: plan.tempting,
      sources: locate(plan.proof),
      tempting_sources: locate(plan.lure),
      questions: [...plan.questions, ...occasionalQuestion(plan.kind)],
    })),
    refused_metrics: [...options.refusedMetrics],
  };
}

function locateQuote(lines: readonly string[], { file, value }: Quote): ConflictSource {
  const hits = lines.flatMap((line, index) => (line.includes(value) ? [index + 1] : []));
  const [line] = hits;
  if (line === undefined || hits.length > 1)
    throw new LoopError(
      "evidence_unresolved",
      `${file}: "${value}" stands on ${hits.length} lines, expected exactly one`,
    );
  return { file, line, value };
}
