import type { Figure } from "./figures.ts";
import { cuesOver, read, type Reading } from "./reading.ts";
import type { Word } from "./words.ts";

/** A statement taken apart: the words and figures that a text has to hold to state it. */
export interface Claim {
  reading: Reading;
  words: readonly { word: Word; weight: number }[];
  figures: readonly Figure[];
  /** What is said of the subject, after "is"; empty when a figure says it. Half of it has to be found. */
  predicate: readonly Word[];
  /** What the subject is for: "rely" in "the ARR to rely on is $36.9M". All of it has to be found. */
  purpose: readonly Word[];
  /** Words that the statement itself negates. */
  negated: ReadonlySet<Word>;
}

/** Concepts that say which thing is meant; a text without them speaks of something else. */
const telling = new Set(
  "arr,nrr,grr,cac payback,soc 2,type 1,type 2,runway,burn,parent,legal entity,controlled,headline,concentration,conflict,refuse,growth,validated,complete".split(
    ",",
  ),
);

/** Concepts that carry little: their absence leaves the meaning whole. */
const filler = new Set(
  "state,metric,company,cite,one,month,claim,promote,answer,analyst,exact,clear,current,actual,overall,explicit,respons,output,roughly,about,approximat,fact,basis,figur,term,use,need,still,status,work,field,fieldwork".split(
    ",",
  ),
);

export function readClaim(statement: string): Claim {
  const reading = read(statement);
  const { figures } = reading;
  const words = reading.words
    .filter((word) => !isWithin(word, reading, figures))
    .map((word) => ({ word, weight: weightOf(word) }));
  return {
    reading,
    words: unique(words),
    figures,
    predicate: predicateOf(reading, figures),
    purpose: purposeOf(reading),
    negated: negatedWords(reading, [
      ...words.map(({ word }) => word),
      ...figures.map((figure) => figureWord(reading, figure)),
    ]),
  };
}

function predicateOf({ tokens, words }: Reading, figures: readonly Figure[]): Word[] {
  const copula = tokens.findIndex(({ lower }) => /^(?:is|are|was|were|been|为|是)$/.test(lower));
  const from = tokens[copula]?.end;
  if (from === undefined || figures.some((figure) => figure.start >= from)) return [];
  return words.filter((word) => word.from > copula && !filler.has(word.concept));
}

function purposeOf({ tokens, words }: Reading): Word[] {
  const copula = tokens.findIndex(({ lower }) => /^(?:is|are|was|were)$/.test(lower));
  const to = tokens.findIndex(({ lower }, at) => lower === "to" && at > 0 && at < copula);
  return to < 0 ? [] : words.filter((word) => word.from > to && word.to < copula);
}

/** A figure as a word, so that "not 14 months" denies it. */
export function figureWord({ tokens }: Reading, figure: Figure): Word {
  const from = Math.max(
    0,
    tokens.findIndex((token) => token.end > figure.start),
  );
  const to = Math.max(
    from,
    tokens.findLastIndex((token) => token.start < figure.end),
  );
  return { concept: "a figure", contrary: false, text: figure.text, from, to };
}

function isWithin(word: Word, { tokens }: Reading, figures: readonly Figure[]): boolean {
  const start = tokens[word.from]?.start ?? 0;
  return figures.some((figure) => figure.start <= start && start < figure.end);
}

function unique<Entry extends { word: Word }>(entries: readonly Entry[]): Entry[] {
  return entries.filter(
    (entry, index) =>
      entries.findIndex((other) => other.word.concept === entry.word.concept) === index,
  );
}

function weightOf(word: Word): number {
  if (filler.has(word.concept)) return 0.3;
  if (telling.has(word.concept)) return 2;
  return /^\p{Lu}/u.test(word.text) && word.from > 0 ? 2 : 1;
}

/**
 * The words that come out negative. Of all the words a negation covers, only the first that was looked for counts:
 * "has not been validated by finance" denies the validation, not finance.
 */
export function negatedWords({ cues, tokens }: Reading, found: readonly Word[]): Set<Word> {
  const depth = new Map<Word, number>(found.map((word) => [word, word.contrary ? 1 : 0]));
  for (const cue of cues) {
    // "Refuses" is looked for itself; the "hold" of "does not hold" is only part of the negation.
    const isPlain = tokens.slice(cue.at, cue.atEnd).some(({ lower }) => /^not$|n't$/.test(lower));
    if (!isPlain && found.some((word) => word.from <= cue.atEnd && cue.at <= word.to)) continue;
    const target = found
      .filter((word) => cuesOver(word, [cue]).length > 0)
      .sort((a, b) => a.from - b.from)[0];
    if (target) depth.set(target, (depth.get(target) ?? 0) + 1);
  }
  return new Set(found.filter((word) => (depth.get(word) ?? 0) % 2 === 1));
}
