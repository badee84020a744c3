import type { Claim } from "./claim.ts";
import { isSameDate, readDates } from "./dates.ts";
import { distanceBetween } from "./distance.ts";
import { sameFigure, type Figure } from "./figures.ts";
import { cuesOver, type Reading } from "./reading.ts";
import type { Word } from "./words.ts";

/** A figure or a date, by the token where it stands. */
interface Value {
  at: number;
  isWanted: boolean;
}

/**
 * Is the claim's one figure or date said of something else? "Gross margin is 67%; 73% leaves out support" says 67%
 * of gross margin, because 67% stands nearer to it.
 */
export function isSaidOfAnother(
  reading: Reading,
  claim: Claim,
  chosen: ReadonlyMap<string, Word>,
): boolean {
  const values = valuesIn(reading, claim);
  const subject = claim.words.flatMap(({ word, weight }) =>
    weight >= 1 && chosen.has(word.concept) && !/^\d+$/.test(word.concept) ? [word.concept] : [],
  );
  if (subject.length === 0 || !leadsWithSubject(claim)) return false;
  if (!values.some(({ isWanted }) => isWanted)) return false;
  const reach = ({ at }: Value) => reachOf(reading, subject, at);
  return values
    .filter(({ isWanted }) => isWanted)
    .every((own) => {
      const rivals = values.filter(
        (other) => !other.isWanted && isRival(reading, subject, own, other),
      );
      return rivals.some((other) => reach(other) < reach(own));
    });
}

/** "Gross margin is 67%" gives a subject its value; "73% leaves gross margin out" does not. */
function leadsWithSubject({ reading, figures, words }: Claim): boolean {
  const value = Math.min(
    ...figures.map(({ start }) => start),
    ...readDates(reading.text).map(({ start }) => start),
  );
  return words.some(
    ({ word, weight }) => weight >= 1 && (reading.tokens[word.from]?.start ?? value) < value,
  );
}

/** A value in another sentence is a rival only when the own sentence does not speak of the subject. */
function isRival(reading: Reading, subject: readonly string[], own: Value, other: Value): boolean {
  const sentence = sentenceAt(reading, own.at);
  return (
    sentenceAt(reading, other.at) === sentence ||
    !reading.words.some(
      (word) => subject.includes(word.concept) && sentenceAt(reading, word.from) === sentence,
    )
  );
}

function sentenceAt({ tokens }: Reading, at: number): number {
  return tokens.slice(0, at).filter(({ lower }) => /^[.!?。！？]$/.test(lower)).length;
}

function valuesIn(reading: Reading, claim: Claim): Value[] {
  const dates = readDates(claim.reading.text);
  const [wantedDate] = dates;
  if (wantedDate && dates.length === 1)
    return readDates(reading.text).flatMap((date) =>
      valueAt(reading, date.start, isSameDate(date, wantedDate)),
    );
  const [wanted] = claim.figures;
  if (!wanted || claim.figures.length > 1 || wanted.bound !== "exact") return [];
  return reading.figures
    .filter(({ unit }) => unit === wanted.unit)
    .flatMap((figure) => valueAt(reading, figure.start, sameFigure(figure, wanted)));
}

/** What is only set against something ("not $24.2M", "than 12 months") is no rival. */
function valueAt(reading: Reading, start: number, isWanted: boolean): Value[] {
  const { tokens, cues } = reading;
  const at = Math.max(
    0,
    tokens.findIndex((token) => token.end > start),
  );
  const isDenied =
    cuesOver({ from: at, to: at, concept: "", contrary: false, text: "" }, cues).length > 0;
  const isRange =
    tokens[at - 1]?.lower === "from" &&
    tokens.slice(at, at + 4).some(({ lower }) => lower === "to");
  const isSetAgainst = isRange || /^(?:than|against|versus|vs)$/.test(tokens[at - 1]?.lower ?? "");
  return !isWanted && (isDenied || isSetAgainst) ? [] : [{ at, isWanted }];
}

/** How far a value is from the subject's words, all in all. */
function reachOf(reading: Reading, subject: readonly string[], at: number): number {
  return subject.reduce((sum, concept) => {
    const places = reading.words.filter((word) => word.concept === concept);
    const distances = places.map(({ from }) => distanceBetween(reading, from, at));
    return sum + Math.min(30, ...distances);
  }, 0);
}

/**
 * A figure and its rate have to come in one thought: not "$62.2M would be 42%; the stated 26% …". Two figures of one
 * kind may be set against each other across a semicolon.
 */
export function areTornApart(
  { tokens }: Reading,
  { figures }: Claim,
  matched: readonly (Figure | undefined)[],
): boolean {
  if (new Set(figures.map(({ unit }) => unit)).size < 2) return false;
  const starts = matched.flatMap((figure) => (figure ? [figure.start] : []));
  const [from, to] = [Math.min(...starts), Math.max(...starts)];
  return tokens.some(
    ({ start, lower }) => from < start && start < to && /^(?:;|；|but|while|whereas)$/.test(lower),
  );
}

/** "118% is an unvalidated estimate" does not give 118% as the figure, unless the claim says as much. */
export function isHedged(reading: Reading, claim: Claim): boolean {
  if (claim.figures.length === 0) return false;
  const names = (concept: string) => claim.words.some(({ word }) => word.concept === concept);
  if (names("validated") || names("estimate") || names("unsupported")) return false;
  return (
    reading.words.some(({ concept, contrary }) => concept === "validated" && contrary) ||
    /\b(?:is|as|are) (?:only |just |still )?(?:an?|management['’]?s?|the company['’]?s?|their)\b[^,;.]{0,40}\bestimates?\b/iu.test(
      reading.text,
    )
  );
}
