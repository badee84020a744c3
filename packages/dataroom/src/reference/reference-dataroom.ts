import type { Random } from "@loopwright/core/statistics";
import type { ConflictPlan } from "../conflict-plan.ts";
import type { DataroomFile } from "../dataroom-file.ts";
import type { Locale } from "../locale.ts";
import type { ConflictId } from "../seeded/conflicts/catalogue.ts";
import { chosenOf } from "../seeded/conflicts/choose-conflicts.ts";
import { fact } from "../seeded/conflicts/evidence.ts";
import { plantConflicts } from "../seeded/conflicts/plant-conflicts.ts";
import { baseFacts } from "../seeded/narratives/base-facts.ts";
import { writeNarratives } from "../seeded/narratives/write-narratives.ts";
import { paths } from "../seeded/paths.ts";
import type { PhraseKey } from "../seeded/phrases/index.ts";
import { factsOf, planOf } from "../seeded/seeded-dataroom.ts";
import { planConflicts } from "./conflicts/index.ts";
import { renderDocuments } from "./documents/index.ts";
import { referenceAsDrawn, strategicCustomers } from "./reference-as-drawn.ts";
import { referenceCompany } from "./reference-company.ts";

export interface ReferenceDataroom {
  documents: DataroomFile[];
  conflicts: ConflictPlan[];
}

/** The reference company: in English as it was written by hand, in other languages told as drawn companies are. */
export function referenceDataroom(locale: Locale): ReferenceDataroom {
  const documents = renderDocuments(referenceCompany);
  const conflicts = planConflicts(referenceCompany);
  return locale === "en" ? { documents, conflicts } : retold(locale, documents, conflicts);
}

/** The same exports and the same conflicts; narratives, and the quotes from them, in the other language. */
function retold(
  locale: Locale,
  documents: readonly DataroomFile[],
  conflicts: readonly ConflictPlan[],
): ReferenceDataroom {
  const company = referenceAsDrawn;
  const chosen = chosenOf(Object.values(drawnIds), false);
  const planted = plantConflicts({ company, chosen, random: firstChoice }).map((each) => ({
    ...each,
    lure: each.lure.filter((lure) => lure.type === "cell" || !unsaid.has(lure.phrase)),
  }));
  const facts = [
    ...baseFacts({ company, chosen }).filter(({ phrase }) => !unsaid.has(phrase)),
    ...planted.flatMap(factsOf),
    fact(paths.contracts, "legal.two_strategic"),
    fact(paths.issues, "legal.strategic_terms", strategicCustomers),
  ];
  const { files, wordsOf } = writeNarratives({ seed: "reference", company, facts, locale });
  return {
    documents: [...files, ...documents.filter(({ path }) => path.endsWith(".csv"))],
    conflicts: conflicts.map((plan) => {
      const same = planted.find(({ id }) => id === drawnIds[plan.id]);
      if (!same) throw new RangeError(`nothing is planted for ${plan.id}`);
      const { proof, lure } = planOf(same, wordsOf);
      return { ...plan, proof, lure };
    }),
  };
}

/** Which conflict of drawn companies is which of the reference company's. */
const drawnIds: Readonly<Record<string, ConflictId>> = {
  "board-arr": "headline-arr",
  "planning-arr": "planning-arr",
  "bridge-components": "bridge-components",
  "board-adjustments": "board-adjustments",
  "growth-basis": "growth-basis",
  "missing-months": "missing-months",
  "parent-rollup": "parent-rollup",
  "entity-cap": "entity-cap",
  "soc2-status": "soc2-type",
  "nrr-estimate": "nrr-estimate",
  "cac-payback": "absent-cac",
  "contract-terms": "contract-terms",
  "reseller-claim": "dispute-claim",
  "reseller-pipeline": "dispute-pipeline",
};

/** What drawn companies say and the reference company does not. */
const unsaid: ReadonlySet<PhraseKey> = new Set<PhraseKey>([
  "metrics.cac_lure",
  "revenue.planning_start",
  "revenue.whole_year",
  "revenue.contraction",
  "revenue.turnover",
  "legal.msas",
]);

/** Takes the first carrier of each reading: those of the English files. */
const firstChoice: Random = {
  next: () => 0.45,
  integer: (min) => min,
  pick: (values) => {
    const [first] = values;
    if (first === undefined) throw new RangeError("pick: the list is empty");
    return first;
  },
  shuffle: (values) => [...values],
  fork: () => firstChoice,
};
