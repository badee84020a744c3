import { negatedWords, type Claim } from "./claim.ts";
import { cuesOver, type Reading } from "./reading.ts";
import type { Word } from "./words.ts";

/** "Refuses to report an official retention figure": the claim is that something is withheld. */
export function isRefusal(claim: Claim): boolean {
  return claim.words.some(({ word }) => word.concept === "refuse");
}

const withholding = new Set(["refuse", "unsupported"]);

function saysSo(word: Word): boolean {
  return word.concept === "provided"
    ? word.contrary
    : withholding.has(word.concept) && !word.contrary;
}

/**
 * Does the sentence withhold it? By saying so, by calling the thing absent, or by denying what it would take
 * ("finance has not published one").
 */
export function withholds(reading: Reading, chosen: readonly Word[]): boolean {
  const said = reading.words.filter(saysSo);
  if (said.some((word) => cuesOver(word, reading.cues).length === 0)) return true;
  const others = chosen.filter((word) => word.concept !== "refuse");
  return negatedWords(reading, others).size > 0;
}

/** "CAC payback was not provided", "there are no figures for May": the claim is that something is not there. */
export function isAbsence(claim: Claim): boolean {
  return (
    [...claim.negated].some(({ concept }) => concept === "provided") ||
    /^\W*there (?:is|are|was|were) no\b/iu.test(claim.reading.text)
  );
}

const having = new Set(["include", "state", "provided", "find"]);

/** Does the sentence say that nothing holds it ("no file gives …", "the files do not contain …")? */
export function isLacking(reading: Reading, chosen: readonly Word[]): boolean {
  const verbs = reading.words.filter(({ concept }) => having.has(concept));
  return verbs.length > 0 && negatedWords(reading, [...chosen, ...verbs]).size > 0;
}
