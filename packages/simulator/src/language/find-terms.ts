import type { Reading } from "./reading.ts";
import type { Formulation, TermGroup } from "./rule-topic.ts";
import { tokenize } from "./tokens.ts";
import { wordsOf, type Word } from "./words.ts";

/** How many other words may stand inside a phrase: "roll [the entities] up". */
const widestGap = 4;

/** One choice of words for each group, every way in which the sentence offers it; empty when a group is missing. */
export function findFormulation(reading: Reading, formulation: Formulation): Word[][] {
  const perGroup = formulation.map((group) => findGroup(reading, group));
  return perGroup.reduce<Word[][]>(
    (choices, found) =>
      choices.flatMap((choice) => found.map((words) => [...choice, ...words])).slice(0, 64),
    [[]],
  );
}

/** Each place where one of the terms stands. */
export function findGroup(reading: Reading, group: TermGroup): Word[][] {
  return group.flatMap((term) => findTerm(reading.words, wordsOf(tokenize(term))));
}

function findTerm(words: readonly Word[], term: readonly Word[]): Word[][] {
  const first = term[0];
  if (!first) return [];
  return words.flatMap((word, at) => {
    if (!isSame(word, first)) return [];
    const found = completePhrase(words, term, at);
    return found ? [found] : [];
  });
}

function completePhrase(
  words: readonly Word[],
  term: readonly Word[],
  at: number,
): Word[] | undefined {
  const found: Word[] = [];
  let from = at;
  for (const wanted of term) {
    const place = words.findIndex(
      (word, index) => index >= from && index <= from + widestGap && isSame(word, wanted),
    );
    const word = words[place];
    if (!word) return undefined;
    found.push(word);
    from = place + 1;
  }
  return found;
}

function isSame(word: Word, wanted: Word): boolean {
  return word.concept === wanted.concept && word.contrary === wanted.contrary;
}
