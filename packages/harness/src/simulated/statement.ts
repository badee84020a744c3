/** One thing the analyst says, and the files (relative to the data root) that bear it out. */
export interface Statement {
  text: string;
  sources: readonly string[];
  /**
   * How the claim is recorded where a checker follows its figures back: sentences that each take one step from
   * what the sources show. Left out: the text itself. Empty: nothing to record.
   */
  records?: readonly string[];
}

/**
 * A disagreement. `figures`: two figures for one metric. `claim`: a narrative claim that an export does not
 * bear out. `arithmetic`: figures that should add up and do not, or periods that are missing. `outdated`: what was
 * restated or replaced since. `unit`: one figure in two currencies or for two periods. `date`: two dates for one
 * event. `identity`: two names for one customer.
 */
export interface Conflict extends Statement {
  kind: "figures" | "claim" | "arithmetic" | "outdated" | "unit" | "date" | "identity";
}

export type Severity = "high" | "medium" | "low";

/** What makes a finding a risk for the deal. */
export interface Risk {
  id: string;
  name: string;
  severity: Severity;
  /** Larger weighs more among risks of one severity. */
  weight: number;
}

/** Everything the analyst has to say on one topic. */
export interface Finding {
  topic: Topic;
  title: string;
  conclusion: Statement;
  facts: readonly Statement[];
  conflicts: readonly Conflict[];
  inferences: readonly Statement[];
  questions: readonly Statement[];
  /** Claims that need stronger evidence than the data room holds. */
  weak: readonly Statement[];
  risk: Risk | undefined;
}

export const topics = [
  "financing",
  "revenue",
  "concentration",
  "legal",
  "security",
  "retention",
  "pipeline",
  "customers",
] as const;
export type Topic = (typeof topics)[number];

/** A statement with its sources, each named once. */
export function say(text: string, ...sources: readonly (string | undefined)[]): Statement {
  return { text, sources: [...new Set(sources.flatMap((source) => source ?? []))] };
}

/** The statement with other words for the record. */
export function recordAs<Said extends Statement>(statement: Said, ...records: string[]): Said {
  return { ...statement, records };
}

/** The same statement about a disagreement. */
export function conflict(
  kind: Conflict["kind"],
  text: string,
  ...sources: readonly (string | undefined)[]
): Conflict {
  return { kind, ...say(text, ...sources) };
}
