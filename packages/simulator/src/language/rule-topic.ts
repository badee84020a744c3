/** Words or phrases of which any one will do. Synonyms and inflections that the reader knows are found too. */
export type TermGroup = readonly string[];

/** One way to put a thing: every group has to occur in the same sentence (or in the lines its list stands under). */
export type Formulation = readonly TermGroup[];

/**
 * What a rule is about, so that it is found in any wording.
 *
 * `wanted` says what following the rule looks like, `unwanted` what breaking it looks like. Each is a list of
 * formulations, of which one match is enough. A demand for something wanted and a ban on something unwanted both
 * give "required"; a ban on something wanted and a demand for something unwanted both give "forbidden".
 *
 * @example
 * const parentRollup: RuleTopic = {
 *   wanted: [[["roll up", "aggregate", "per parent", "by parent"], ["parent"]], [["concentration"], ["parent"]]],
 *   unwanted: [[["concentration", "exposure"], ["legal entity"]], [["report", "list"], ["legal entity"]]],
 * };
 */
export interface RuleTopic {
  wanted: readonly Formulation[];
  unwanted?: readonly Formulation[];
}

export interface RuleReading {
  stance: "required" | "forbidden" | "allowed" | "absent";
  /** The sentence that decided; empty when the stance is "absent". */
  sentence: string;
  /** Its 1-based line in the instructions; 0 when absent. */
  line: number;
}
