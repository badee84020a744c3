import type { Family } from "../corpus/feature.ts";
import type { PatternSuspect } from "./pattern.ts";

/** A sentence that could name a pattern. */
export interface NameCandidate {
  text: string;
  family: Family;
  agent: string;
  /** How much of the pattern it covers, times how far from chance it is. */
  weight: number;
}

/** How well a kind of evidence reads as a name: a rule that was broken tells more than a word that was said. */
const telling: Readonly<Record<Family, number>> = {
  despite: 1,
  without: 1,
  lacks: 1,
  before: 1,
  level: 0.95,
  unlike: 0.95,
  does: 0.9,
  unusual: 0.85,
  value: 0.8,
  copies: 0.75,
  changed: 0.7,
  repeats: 0.7,
  follows: 0.6,
  says: 0.5,
  given: 0,
};
/** Evidence that agrees with the first suspect, by agent and by kind. */
const sameAgent = 1.2;
const sameKind = 1.5;

/** The candidate that says best what goes wrong, and where to look. */
export function bestName(
  candidates: readonly NameCandidate[],
  suspect: PatternSuspect | undefined,
): string {
  const score = ({ family, agent, weight, text }: NameCandidate): number =>
    weight *
    telling[family] *
    (agent === suspect?.agent ? sameAgent : 1) *
    (kindOf(family) === suspect?.kind ? sameKind : 1) *
    (text.length > longest ? longest / text.length : 1);
  return candidates.toSorted((a, b) => score(b) - score(a))[0]?.text ?? "";
}

const longest = 140;

function kindOf(family: Family): PatternSuspect["kind"] {
  if (family === "lacks" || family === "without") return "omission";
  return family === "before" ? "order" : "step";
}

/** Names that are alike get what they differ in: the check that fails, or else a number. */
export function distinctNames(named: readonly { name: string; check: string }[]): string[] {
  const taken = new Set<string>();
  return named.map(({ name, check }) => {
    const options = [name, ...(check === "" ? [] : [`${name} (${check})`])];
    let distinct = options.find((option) => !taken.has(option));
    for (let copy = 2; distinct === undefined; copy++)
      if (!taken.has(`${name} (${copy})`)) distinct = `${name} (${copy})`;
    taken.add(distinct);
    return distinct;
  });
}
