/** One thing that a rubric, an expected behaviour or a piece of feedback asks of an answer. */
export interface Requirement {
  /** The words it was read from. */
  text: string;
  demand: "must" | "must_not" | "prefer";
  /** The bare statement an answer has to make, or must not make: "runway is 11 months". */
  core: string;
  /** For `must_not`: with this said as well, the statement is in order ("… without naming Type II"). */
  unless?: string;
}
