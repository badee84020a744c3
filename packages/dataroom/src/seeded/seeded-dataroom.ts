import { seededRandom } from "@loopwright/core/statistics";
import type { DataroomFile } from "../dataroom-file.ts";
import type { Locale } from "../locale.ts";
import { chooseConflicts, type Difficulty } from "./conflicts/choose-conflicts.ts";
import { factKey, type Evidence, type Fact } from "./conflicts/evidence.ts";
import { plantConflicts, type PlantedInCompany } from "./conflicts/plant-conflicts.ts";
import { drawCompany } from "./draw/draw-company.ts";
import { writeExports } from "./exports/write-exports.ts";
import { baseFacts } from "./narratives/base-facts.ts";
import { writeNarratives } from "./narratives/write-narratives.ts";
import type { ConflictPlan, Quote } from "../conflict-plan.ts";
import type { Company } from "./company.ts";

export interface SeededDataroomOptions {
  seed: string;
  difficulty: Difficulty;
  locale: Locale;
}

/** A drawn company: its documents, and what is planted in them. */
export interface SeededDataroom {
  company: Company;
  documents: DataroomFile[];
  conflicts: ConflictPlan[];
  refusedMetrics: string[];
}

/** Draws a company around chosen conflicts and writes its documents. */
export function seededDataroom({
  seed,
  difficulty,
  locale,
}: SeededDataroomOptions): SeededDataroom {
  const chosen = chooseConflicts(seed, difficulty);
  const company = drawCompany(seed, chosen);
  const planted = plantConflicts({
    company,
    chosen,
    random: seededRandom(seed).fork("carriers"),
  });
  const facts = [...baseFacts({ company, chosen }), ...planted.flatMap(factsOf)];
  const narratives = writeNarratives({ seed, company, facts, locale });
  return {
    company,
    documents: [...narratives.files, ...writeExports(company)],
    conflicts: planted.map((each) => planOf(each, narratives.wordsOf)),
    refusedMetrics: refusedMetrics(company),
  };
}

/** Metrics that no right answer states as a fact. */
export function refusedMetrics({ metrics }: Company): string[] {
  return metrics
    .filter(
      ({ status }) => status === "management_estimate_unvalidated" || status === "not_provided",
    )
    .map(({ name }) => name);
}

export function factsOf({ proof, lure }: PlantedInCompany): Fact[] {
  return [...proof, ...lure].flatMap((evidence) => (evidence.type === "fact" ? [evidence] : []));
}

export function planOf(
  { id, kind, questions, right, observations, tempting, proof, lure }: PlantedInCompany,
  wordsOf: ReadonlyMap<string, string>,
): ConflictPlan {
  const quotes = (evidence: readonly Evidence[]) => evidence.map((each) => quoteOf(each, wordsOf));
  return {
    id,
    kind,
    right,
    observations,
    tempting,
    questions,
    proof: quotes(proof),
    lure: quotes(lure),
  };
}

function quoteOf(evidence: Evidence, wordsOf: ReadonlyMap<string, string>): Quote {
  if (evidence.type === "cell") return { file: evidence.file, value: evidence.value };
  const value = wordsOf.get(factKey(evidence));
  if (value === undefined)
    throw new RangeError(`nobody says ${evidence.phrase} in ${evidence.file}`);
  return { file: evidence.file, value };
}
