/**
 * Kinds of facts about a run that are compared.
 *
 * - `does`: a site was visited (an agent's tool, a handoff, a status, a finding)
 * - `repeats`: it was visited at least twice, three times, ...
 * - `says`: a word, or two in a row, in a text of that site
 * - `value`: a key with a plain value there
 * - `level`: a number there that lies above or below a cut
 * - `changed`: a value that another site had given differently
 * - `follows`: two handoff targets or two tools one after the other
 * - `before`: a site ahead of another one that mostly comes first
 * - `unusual`: a site that hardly any run of the case type visits
 * - `lacks`: a site that nearly all runs of the case type visit is missing
 * - `without`: something that nearly always brings a site with it came without that site
 * - `copies`: an action passed on a value that a certain earlier call gave
 * - `despite`: an action said something that hardly ever goes with what was known at that time
 * - `unlike`: an action did not say or pass on what it nearly always does when the same was known
 * - `given`: a plain value of the run's metadata; only used as what may bring a site with it
 */
export const families = [
  "does",
  "repeats",
  "says",
  "value",
  "changed",
  "follows",
  "before",
  "lacks",
  "without",
  "unusual",
  "given",
  "copies",
  "despite",
  "unlike",
  "level",
] as const;
export type Family = (typeof families)[number];
export const familyNumber: Readonly<Record<Family, number>> = {
  does: 0,
  repeats: 1,
  says: 2,
  value: 3,
  changed: 4,
  follows: 5,
  before: 6,
  lacks: 7,
  without: 8,
  unusual: 9,
  given: 10,
  copies: 11,
  despite: 12,
  unlike: 13,
  level: 14,
};

/** A place where something can happen. */
export interface Site {
  agent: string;
  kind: string;
  /** Tool, handoff target, status or finding code. */
  name: string;
}

/** A feature in words that a program can show: who, what kind, which detail. */
export interface Feature {
  family: Family;
  site: Site;
  /** Word, `key=value`, key, or count. */
  detail: string;
  /** The other site of `changed`, `follows`, `before` and `without`. */
  other?: Site;
}
