import type { Reading } from "./reading.ts";
import type { Formulation, TermGroup } from "./rule-topic.ts";
import { tokenize } from "./tokens.ts";
import { wordsOf, type Word } from "./words.ts";

/** How many other words may stand inside a phrase: "roll [the entities] up". */
const widestGap = 4;

/** One choice of words for each group, every way in which the sentence offers it; empty when a group is missing. */
export function findFormulation(reading: Reading, formulation: Formulation): Word[][] {
  const perGroup = formulation.map((group) => findGroup(reading, group));
  return perGroup
    .reduce<Word[][]>(
      (choices, found) => choices.flatMap((choice) => extend(choice, found)).slice(0, 64),
      [[]],
    )
    .filter(keepsOrder);
}

/** Words that relate what follows them: "[answer] [before] [check]" is not "check before the answer". */
const relating = new Set("before until without after over above unless against than".split(" "));

function keepsOrder(choice: readonly Word[]): boolean {
  return choice.every((word, index) => {
    const next = choice[index + 1];
    return next === undefined || !relating.has(word.text.toLowerCase()) || next.from > word.from;
  });
}

/** A word that stands for one group cannot stand for another too. */
function extend(choice: readonly Word[], found: readonly Word[][]): Word[][] {
  return found
    .filter((words) => !words.some((word) => choice.some((taken) => taken.from === word.from)))
    .map((words) => [...choice, ...words]);
}

/** Each place where one of the terms stands. */
export function findGroup(reading: Reading, group: TermGroup): Word[][] {
  return group.flatMap((term) => {
    const words = wordsOf(tokenize(term));
    return words.length > 0 ? findTerm(reading.words, words) : findGrammar(reading, term);
  });
}

/** A term of mere grammar ("per", "before", "every") is looked for as it is written. */
function findGrammar({ tokens }: Reading, term: string): Word[][] {
  const wanted = tokenize(term).map((token) => token.lower);
  return tokens.flatMap((token, from) => {
    if (wanted.some((lower, offset) => tokens[from + offset]?.lower !== lower)) return [];
    const to = from + wanted.length - 1;
    return [[{ concept: term, contrary: false, text: token.text, from, to }]];
  });
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
