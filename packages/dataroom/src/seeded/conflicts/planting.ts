import type { Random } from "@loopwright/core/statistics";
import type { Company } from "../company.ts";
import type { ChosenConflicts } from "./chosen-conflicts.ts";
import type { Evidence, Fact } from "./evidence.ts";

export interface PlantInputs {
  company: Company;
  chosen: ChosenConflicts;
  /** For the choice of carrying files. */
  random: Random;
}

/** One conflict of one company, before its words are found in the rendered files. */
export interface Planting {
  /** The decisive figures come first: a grader reads them. */
  right: string;
  /** The least that a right answer states, a plain sentence each. */
  observations: readonly string[];
  tempting: string;
  proof: readonly Evidence[];
  lure: readonly Evidence[];
}

export type Planter = (inputs: PlantInputs) => Planting;

/** One of the places that may carry a tempting reading, or two of them where conflicts are subtle. */
export function carriers({ random, chosen }: PlantInputs, places: readonly Fact[]): Fact[] {
  return random.shuffle(places).slice(0, chosen.subtle ? 2 : 1);
}
