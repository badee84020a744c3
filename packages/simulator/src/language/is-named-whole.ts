import type { Claim } from "./claim.ts";
import type { Reading } from "./reading.ts";
import { isStopWord } from "./stop-words.ts";
import type { Word } from "./words.ts";

/**
 * Does a sentence name the thing itself? Its head has to be there ("the landlord of …"), and of the rest at most one
 * word may be missing, unless another word stands in its place ("large customers" are no "small customers").
 */
export function isNamedWhole(claim: Claim, sentence: Reading): boolean {
  const telling = claim.words.filter(({ word, weight }) => weight >= 1 && word.concept !== "date");
  const missing = telling.flatMap(({ word }) => (holds(sentence, word) ? [] : [word]));
  const head = telling[0]?.word;
  return (
    missing.length === 0 ||
    (missing.length === 1 &&
      telling.length > 2 &&
      missing[0] !== head &&
      missing.every((word) => !isReplaced(word, claim, sentence)))
  );
}

function holds({ words }: Reading, { concept }: Word): boolean {
  return words.some((word) => word.concept === concept);
}

/** Before the noun that the word would stand before, there is another one. */
function isReplaced(missing: Word, claim: Claim, sentence: Reading): boolean {
  const noun = claim.words.find(({ word }) => word.from === missing.to + 1)?.word;
  const there = sentence.words.find(({ concept }) => concept === noun?.concept);
  const before = there && sentence.tokens[there.from - 1];
  if (!before || before.kind === "punctuation" || isStopWord(before.lower)) return false;
  return !claim.reading.tokens.some(({ lower }) => lower === before.lower);
}
