import { negatedWords } from "./claim.ts";
import { nearest } from "./distance.ts";
import type { Cue } from "./negation.ts";
import { cuesOver, read, type Reading } from "./reading.ts";
import { isSomebodyElses, isSupposed } from "./voices.ts";
import { wordsOf, type Word } from "./words.ts";
import { tokenize } from "./tokens.ts";

/** How a sentence stands to something it speaks of. */
export type Polarity =
  | "affirmed"
  | "denied"
  | "hedged"
  | "attributed"
  | "warned_against"
  | "absent";

/**
 * How a sentence stands to a phrase: does it affirm it, deny it ("not yet", "no longer", "far from"), only suppose
 * it ("may", "if", "once"), leave it to somebody else ("management claims …", quotation marks) or warn against it
 * ("do not …", "rather than …", "instead of …")? Two negations cancel; "not only X but Y" affirms both; "X, not Y"
 * affirms X and denies Y. "absent" when a word of the phrase is missing.
 *
 * @example polarityOf("Report concentration per parent, not per entity.", "per entity") // "warned_against"
 */
export function polarityOf(sentence: string, phrase: string): Polarity {
  const reading = read(sentence);
  const found = locate(reading, wordsOf(tokenize(phrase)));
  if (found.length === 0) return "absent";
  if (isSomebodyElses(reading, found)) return "attributed";
  const turned =
    negatedWords(reading, found).size > 0 !==
    wordsOf(tokenize(phrase)).some(({ contrary }) => contrary);
  if (turned)
    return found.some((word) => cuesOver(word, reading.cues).some((cue) => isWarning(reading, cue)))
      ? "warned_against"
      : "denied";
  return isSupposed(reading, found) ? "hedged" : "affirmed";
}

/** The phrase's words, each as near as possible to the one before; nothing when one is missing. */
function locate(reading: Reading, phrase: readonly Word[]): Word[] {
  const found: Word[] = [];
  for (const { concept } of phrase) {
    const places = reading.words.filter((word) => word.concept === concept);
    const word = nearest(reading, places, found.at(-1)?.to ?? rarest(reading, phrase));
    if (!word) return [];
    found.push(word);
  }
  return found;
}

function rarest({ words }: Reading, phrase: readonly Word[]): number {
  const counted = phrase.map(({ concept }) => words.filter((word) => word.concept === concept));
  return counted.toSorted((a, b) => a.length - b.length)[0]?.[0]?.from ?? 0;
}

const warning =
  /^(?:never|avoid|avoiding|rather|instead|refrain|beware|do|don't|unlike|不得|不要|不应|切勿|避免|勿|而不是|而非|禁止)$/;
const order = /^(?:do|must|should|shall|may|can)$/;

function isWarning({ tokens }: Reading, cue: Cue): boolean {
  const first = tokens[cue.at]?.lower ?? "";
  const before = tokens[cue.at - 1]?.lower ?? "";
  if (warning.test(first)) return true;
  return first === "not" && (order.test(before) || /^[,，]$/.test(before));
}
