import type { Claim } from "./claim.ts";
import type { Reading } from "./reading.ts";

/** A day or a month as a text gives it: "2026-06-30", "2026-06", or "06-30" without its year. */
export interface DateInText {
  value: string;
  start: number;
}

const monthNames = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const month =
  "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";
const iso = /(?<![\d/_-])(\d{4})-(\d{2})(?:-(\d{2}))?(?![\d_-])/gu;
const dayFirst = new RegExp(
  `(?<![\\d.,])(\\d{1,2})(?:st|nd|rd|th)? (${month})\\b(?:,? (\\d{4}))?`,
  "giu",
);
const monthFirst = new RegExp(
  `\\b(${month})\\.? (\\d{1,2})(?:st|nd|rd|th)?(?![\\d])(?:,? (\\d{4}))?`,
  "giu",
);
const monthOnly = new RegExp(`\\b(${month})\\.? (\\d{4})\\b`, "giu");
const chinese = /(\d{4})年(\d{1,2})月(?:(\d{1,2})日)?/gu;

/** Dates of a text, in one form. A bare year or a fiscal year is none. */
export function readDates(text: string): DateInText[] {
  return [
    ...found(text, iso, ([, y, m, d]) => dateOf(y, m, d)),
    ...found(text, dayFirst, ([, d, m, y]) => dateOf(y, numberOf(m), d)),
    ...found(text, monthFirst, ([, m, d, y]) => dateOf(y, numberOf(m), d)),
    ...found(text, monthOnly, ([, m, y]) => dateOf(y, numberOf(m))),
    ...found(text, chinese, ([, y, m, d]) => dateOf(y, m, d)),
  ].sort((a, b) => a.start - b.start);
}

function found(
  text: string,
  pattern: RegExp,
  read: (match: RegExpMatchArray) => string,
): DateInText[] {
  return [...text.matchAll(pattern)].map((match) => ({ value: read(match), start: match.index }));
}

function numberOf(name: string | undefined): string {
  return String(monthNames.indexOf((name ?? "").slice(0, 3).toLowerCase()) + 1);
}

function dateOf(...parts: (string | undefined)[]): string {
  return parts
    .filter((part) => part !== undefined)
    .map((part) => part.padStart(2, "0"))
    .join("-");
}

/** A day without its year may be the same day; a month is not its days. */
export function isSameDate(a: DateInText, b: DateInText): boolean {
  const [long = "", short = ""] = [a.value, b.value].sort((x, y) => y.length - x.length);
  return long === short || (short.length === 5 && long.endsWith(`-${short}`));
}

/** Does the claim only name a date, as "BluePeak's renewal date" does, and leave open which? */
function isDateOpen({ reading, figures, predicate }: Claim): boolean {
  const asksForDate = reading.words.some(({ concept }) => concept === "date");
  const isBare = !reading.tokens.some(({ lower }) =>
    /^(?:is|are|was|were|has|have|not)$/.test(lower),
  );
  return asksForDate && isBare && figures.length === 0 && predicate.length === 0;
}

/** A sentence that gives no date, or another one, does not state the claim's. */
export function lacksDate(claim: Claim, { text }: Reading): boolean {
  const dates = readDates(text);
  const wanted = readDates(claim.reading.text);
  return (
    (isDateOpen(claim) && dates.length === 0) ||
    wanted.some((date) => !dates.some((other) => isSameDate(date, other)))
  );
}

/** A date stands for the word: "renews on 2026-06-30" gives a renewal date. */
export function givesDate(claim: Claim, { text }: Reading): boolean {
  return isDateOpen(claim) && readDates(text).length > 0;
}
