import type { EvalCase, HumanFeedback } from "@loopwright/core";
import { readFeedbackSentence } from "../feedback-sentence.ts";
import { bareClaim } from "../rubric-sentence.ts";
import { coverage, keyWords } from "../text/key-words.ts";
import { unitsOf, type Unit } from "../text/units.ts";
import { addWrongClaim, swapFigure } from "./figure-operators.ts";
import type { Mutant, MutationOperator } from "./mutation.ts";
import {
  dropCaveat,
  negate,
  removeCitation,
  replaceWithIrrelevance,
  truncate,
} from "./statement-operators.ts";
import { claimComplete, collapseRollup, promoteEstimate } from "./wording-operators.ts";

/** The operators of admission. Those that score a suite in the benchmarks are others. */
export const admissionOperators: readonly MutationOperator[] = [
  replaceWithIrrelevance,
  negate,
  addWrongClaim,
  swapFigure,
  claimComplete,
  promoteEstimate,
  collapseRollup,
  dropCaveat,
  removeCitation,
  truncate,
];

export interface MutantsInput {
  evalCase: EvalCase;
  /** An answer that is right by this eval. */
  answer: string;
  feedback: readonly HumanFeedback[];
  /** Most mutants of one operator. */
  perOperator: number;
}

/** Wrong answers made of a right one, each by one operator; no two alike, none the answer itself. */
export function mutantsOf({ evalCase, answer, feedback, perOperator }: MutantsInput): Mutant[] {
  const units = unitsOf(answer);
  const subject = {
    units,
    needed: neededUnits(units, evalCase),
    wrongClaims: feedback.flatMap(claimsAgainst),
  };
  const seen = new Set([answer.trim()]);
  return admissionOperators.flatMap(({ name, mutate }) =>
    mutate(subject)
      .filter((mutant) => {
        const isNew = mutant.trim() !== "" && !seen.has(mutant.trim());
        seen.add(mutant.trim());
        return isNew;
      })
      .slice(0, perOperator)
      .map((mutant) => ({ operator: name, answer: mutant })),
  );
}

/** What people called wrong, also where it stands among what they require: "do not say that the warehouse is owned". */
function claimsAgainst(item: HumanFeedback): string[] {
  const bans = item.required_observations.filter((each) => readFeedbackSentence(each).negated);
  return [...item.prohibited_claims, ...bans].map(bareClaim);
}

/** From this share of a demand's words on, a sentence is taken to meet it. */
const speaksOf = 0.4;
/** A demand may be met by several sentences: those that come this close to the best one. */
const closeToBest = 0.6;

/** The units that say what the eval asks for: those that speak of a demand most, or hold a literal. */
function neededUnits(units: readonly Unit[], evalCase: EvalCase): number[] {
  const places = new Set(demandsOf(evalCase).flatMap((demand) => unitsAbout(units, demand)));
  for (const { type, value } of evalCase.deterministic_assertions) {
    const holder = units.findIndex(({ text }) => text.toLowerCase().includes(value.toLowerCase()));
    if (type !== "not-contains" && holder >= 0) places.add(holder);
  }
  return [...places].sort((a, b) => a - b);
}

function demandsOf({ rubric, expected_behavior }: EvalCase): string[] {
  const text = rubric.trim() === "" ? expected_behavior : rubric;
  return unitsOf(text)
    .map((unit) => unit.text)
    .filter(
      (sentence) =>
        !/\b(?:must|should|may|does|do) not\b|\bnever\b|\bfails? (?:if|when)\b|不得/iu.test(
          sentence,
        ),
    );
}

function unitsAbout(units: readonly Unit[], demand: string): number[] {
  const wanted = keyWords(demand);
  const shares = units.map(({ text }) => coverage(wanted, text));
  const least = Math.max(speaksOf, Math.max(0, ...shares) * closeToBest);
  return [...shares.keys()].filter((place) => (shares[place] ?? 0) >= least);
}
