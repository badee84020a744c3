import { figureWord, negatedWords, type Claim } from "./claim.ts";
import { distanceBetween, nearest } from "./distance.ts";
import { givesDate, lacksDate } from "./dates.ts";
import { figureFallsUnder, type Figure } from "./figures.ts";
import { namesSomebodyElse } from "./names.ts";
import { cuesOver, type Reading } from "./reading.ts";
import { isAbsence, isLacking, isRefusal, withholds } from "./refusal.ts";
import { areTornApart, isHedged, isSaidOfAnother } from "./said-of.ts";
import { countsOtherwise, isOfAnotherKind, isOfThePast } from "./superseded.ts";
import { givenBySomebodyElse, isSomebodyElses, isSupposed } from "./voices.ts";
import type { Word } from "./words.ts";

export interface ClaimMatch {
  /** Weighted share of the claim's words and figures that the sentence holds. */
  coverage: number;
  /** Same polarity and same figures? */
  agrees: boolean;
  attributed: boolean;
  supposed: boolean;
  /** The sentence speaks of something else: of Type I where the claim is about Type II. */
  elsewhere: boolean;
}

/** Things that are easily taken for one another. A sentence about one says nothing about the other. */
const rivals = [
  ["type 1", "type 2"],
  ["controlled", "headline"],
  ["parent", "legal entity"],
  ["nrr", "grr"],
  ["month", "year"],
  ["month", "quarter"],
  ["quarter", "year"],
] as const;

/** Words that make a subject narrower: "SOC 2 Type I is complete" does not say that SOC 2 is. */
const narrowing = new Set(["type 1", "type 2", "readines", "partial", "portion", "draft"]);

export function matchClaim(reading: Reading, claim: Claim): ClaimMatch {
  const { figures } = reading;
  const matchedFigures = claim.figures.map((wanted) =>
    figures.find((figure) => figureFallsUnder(figure, wanted)),
  );
  const chosen = chooseWords(reading, claim, matchedFigures);
  const words = [...chosen.values()];
  const withheld =
    (isRefusal(claim) && withholds(reading, words)) ||
    (isAbsence(claim) && isLacking(reading, words));
  return {
    coverage: coverageOf(claim, chosen, matchedFigures, figures, withheld),
    agrees:
      matchedFigures.every((figure) => figure !== undefined) &&
      !countsOtherwise(reading, claim.reading) &&
      (withheld || (!isRefusal(claim) && samePolarity(reading, claim, chosen, matchedFigures))),
    attributed:
      isSomebodyElses(reading, words) ||
      isHedged(reading, claim) ||
      givenBySomebodyElse(
        reading,
        claim.reading,
        matchedFigures.flatMap((each) => each ?? []),
      ) ||
      (isOfThePast(reading, matchedFigures) && !isOfThePast(claim.reading, claim.figures)),
    supposed: isSupposed(reading, words) && !isOpen(claim),
    elsewhere:
      speaksOfRival(reading, claim, chosen, matchedFigures) ||
      isNarrowed(reading, claim, chosen) ||
      lacksFigure(claim, matchedFigures, figures) ||
      namesSomebodyElse(reading, claim.reading) ||
      lacksDate(claim, reading) ||
      isSaidOfAnother(reading, claim, chosen) ||
      areTornApart(reading, claim, matchedFigures) ||
      isOfAnotherKind(reading, matchedFigures, claim.reading) ||
      (!withheld && (lacksPredicate(claim, chosen) || lacksOpening(claim, chosen))),
  };
}

/** Does the claim itself ask or suppose ("asks whether …")? Then a question may meet it. */
function isOpen({ reading, words }: Claim): boolean {
  const asked = words.map(({ word }) => word);
  return (
    asked.some(({ concept, text }) => concept === "question" && !/^asked/i.test(text)) ||
    isSupposed(reading, asked)
  );
}

/** For each word of the claim the occurrence that stands nearest to its figure, or to what could be mistaken. */
function chooseWords(
  reading: Reading,
  claim: Claim,
  figures: readonly (Figure | undefined)[],
): Map<string, Word> {
  const options = claim.words.map(({ word }) => ({
    concept: word.concept,
    found: occurrences(reading, word.concept),
  }));
  const anchor = anchorOf(reading, options, figures);
  const chosen = new Map<string, Word>();
  for (const { concept, found } of options) {
    const word = nearest(reading, found, anchor);
    if (word) chosen.set(concept, word);
  }
  const stands = [...chosen.values()][0];
  if (stands && givesDate(claim, reading) && !chosen.has("date")) chosen.set("date", stands);
  return chosen;
}

/** A path such as `a/b.csv` is a file, whatever its name. */
function occurrences({ words }: Reading, concept: string): Word[] {
  const isFile = (word: Word) => concept === "file" && /\w\.[a-z]{2,5}$/.test(word.text);
  return words.filter((word) => word.concept === concept || isFile(word));
}

function anchorOf(
  reading: Reading,
  options: readonly { concept: string; found: readonly Word[] }[],
  figures: readonly (Figure | undefined)[],
): number {
  const figure = figures.find((candidate) => candidate !== undefined);
  if (figure) return tokenAt(reading, figure);
  const present = options.filter(({ found }) => found.length > 0);
  const mistakable = present.find(({ concept }) =>
    rivals.some((pair) => pair.some((name) => name === concept)),
  );
  const rare = present.toSorted((a, b) => a.found.length - b.found.length)[0];
  return (mistakable ?? rare)?.found[0]?.from ?? 0;
}

function tokenAt({ tokens }: Reading, figure: Figure): number {
  return Math.max(
    0,
    tokens.findLastIndex((token) => token.start < figure.end),
  );
}

function coverageOf(
  claim: Claim,
  chosen: ReadonlyMap<string, Word>,
  matched: readonly (Figure | undefined)[],
  figures: readonly Figure[],
  withheld: boolean,
): number {
  const implied = (concept: string) => concept === "refuse" || concept === "provided";
  const holds = (concept: string) =>
    implied(concept) && withheld ? true : concept !== "refuse" && chosen.has(concept);
  const figureWeight = 2;
  const total = claim.words.reduce(
    (sum, { weight }) => sum + weight,
    claim.figures.length * figureWeight,
  );
  const words = claim.words.reduce(
    (sum, { word, weight }) => sum + (holds(word.concept) ? weight : 0),
    0,
  );
  const found = claim.figures.reduce((sum, wanted, index) => {
    if (matched[index]) return sum + figureWeight;
    return sum + (figures.some((figure) => figure.unit === wanted.unit) ? figureWeight / 2 : 0);
  }, 0);
  return total === 0 ? 0 : (words + found) / total;
}

function samePolarity(
  reading: Reading,
  claim: Claim,
  chosen: ReadonlyMap<string, Word>,
  figures: readonly (Figure | undefined)[],
): boolean {
  const found = figures.flatMap((figure) => (figure ? [figureWord(reading, figure)] : []));
  const inText = negatedWords(reading, [...chosen.values(), ...found]).size > 0;
  return inText === claim.negated.size > 0;
}

function speaksOfRival(
  reading: Reading,
  claim: Claim,
  chosen: ReadonlyMap<string, Word>,
  figures: readonly (Figure | undefined)[],
): boolean {
  const wanted = new Set(claim.words.map(({ word }) => word.concept));
  return rivals.some((pair) =>
    pair.some((own, index) => {
      const rival = pair[1 - index] ?? "";
      if (!wanted.has(own) || wanted.has(rival)) return false;
      const others = occurrences(reading, rival).filter(
        (word) => cuesOver(word, reading.cues).length === 0,
      );
      const mine = chosen.get(own);
      if (others.length === 0) return false;
      return mine === undefined || isNearerToFigure(reading, mine, others, figures);
    }),
  );
}

function isNearerToFigure(
  reading: Reading,
  mine: Word,
  others: readonly Word[],
  figures: readonly (Figure | undefined)[],
): boolean {
  return figures.some((figure) => {
    if (!figure) return false;
    const at = tokenAt(reading, figure);
    const own = distanceBetween(reading, mine.from, at);
    return others.some((other) => distanceBetween(reading, other.from, at) < own && own >= 12);
  });
}

/** Without any figure of that kind the sentence neither gives the claim's figure nor another one. */
function lacksFigure(
  claim: Claim,
  matched: readonly (Figure | undefined)[],
  figures: readonly Figure[],
): boolean {
  return claim.figures.some(
    (wanted, index) => !matched[index] && !figures.some(({ unit }) => unit === wanted.unit),
  );
}

/** Concepts that judge a thing rather than name it. */
const judging = new Set(["validated", "complete", "controlled", "conflict", "provided", "weak"]);

/**
 * A sentence with none of the words that say what a claim is about speaks of something else: "the lease expires in
 * August" says nothing about the hosting contract, nor does any "$39.7M" by itself state revenue.
 */
function lacksOpening({ words, figures }: Claim, chosen: ReadonlyMap<string, Word>): boolean {
  const telling = words.filter(({ weight }) => weight >= 1);
  const opening = figures.length > 0 ? telling : telling.length > 2 ? telling.slice(0, 2) : [];
  return opening.length > 0 && opening.every(({ word }) => !chosen.has(word.concept));
}

/** "Board ARR is $43.0M" does not say that $43.0M is official ARR. */
function lacksPredicate({ predicate, purpose }: Claim, chosen: ReadonlyMap<string, Word>): boolean {
  const weigh = (words: readonly Word[]) =>
    words.reduce((sum, { concept }) => sum + (judging.has(concept) ? 2 : 1), 0);
  return (
    purpose.some(({ concept }) => !chosen.has(concept)) ||
    weigh(predicate.filter(({ concept }) => chosen.has(concept))) < weigh(predicate) / 2
  );
}

/** Tokens that may lie between a subject and what narrows it: "Type I of SOC 2". */
const narrowGap = 3;

function isNarrowed(reading: Reading, claim: Claim, chosen: ReadonlyMap<string, Word>): boolean {
  if (claim.words.some(({ word }) => narrowing.has(word.concept))) return false;
  const soc = chosen.get("soc 2");
  if (!soc) return false;
  const near = ({ from, to }: Word) => from - soc.to <= narrowGap && soc.from - to <= narrowGap;
  return reading.words.some((word) => narrowing.has(word.concept) && near(word));
}
