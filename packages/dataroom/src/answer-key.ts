import { LoopError } from "@loopwright/core";
import { z } from "zod";
import type { Company } from "./reference/company.ts";
import { ConflictKind, planConflicts, type Quote } from "./reference/conflicts/index.ts";
import type { DataroomFile } from "./dataroom-file.ts";

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
  company: Company;
  files: readonly DataroomFile[];
}

/**
 * The key of a rendered company: each planned conflict with its quotes found in the files.
 *
 * @throws LoopError `evidence_unresolved` when a quote does not stand on exactly one line of its file
 */
export function buildAnswerKey({ seed, company, files }: BuildAnswerKeyOptions): AnswerKey {
  const locate = (quotes: readonly Quote[]) => quotes.map((quote) => locateQuote(files, quote));
  return {
    seed,
    company_name: company.name,
    conflicts: planConflicts(company).map((plan) => ({
      id: plan.id,
      kind: plan.kind,
      right: plan.right,
      tempting: plan.tempting,
      sources: locate(plan.proof),
      tempting_sources: locate(plan.lure),
      questions: [...plan.questions],
    })),
    refused_metrics: ["net_revenue_retention", "cac_payback_months"],
  };
}

function locateQuote(files: readonly DataroomFile[], { file, value }: Quote): ConflictSource {
  const lines = files.find(({ path }) => path === file)?.content.split("\n") ?? [];
  const hits = lines.flatMap((line, index) => (line.includes(value) ? [index + 1] : []));
  const [line] = hits;
  if (line === undefined || hits.length > 1)
    throw new LoopError(
      "evidence_unresolved",
      `${file}: "${value}" stands on ${hits.length} lines, expected exactly one`,
    );
  return { file, line, value };
}
