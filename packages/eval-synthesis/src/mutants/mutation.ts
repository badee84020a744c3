import type { Unit } from "../text/units.ts";

/** A right answer, and what is known of what makes it right. */
export interface MutationSubject {
  units: readonly Unit[];
  /** Places of the units that say what the eval asks for. */
  needed: readonly number[];
  /** Claims that people called wrong, as an answer would make them. */
  wrongClaims: readonly string[];
}

/** Makes wrong answers out of a right one, in one typed way; none when the answer gives no hold. */
export interface MutationOperator {
  name: string;
  mutate(subject: MutationSubject): readonly string[];
}

/** An answer that was right before an operator changed it. */
export interface Mutant {
  operator: string;
  answer: string;
}
