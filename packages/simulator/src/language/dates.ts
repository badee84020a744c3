import type { Claim } from "./claim.ts";
import type { Reading } from "./reading.ts";

const months =
  "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";
const datePattern = new RegExp(
  `\\b\\d{4}-\\d{2}(?:-\\d{2})?\\b|\\b\\d{1,2}[./]\\d{1,2}[./]\\d{2,4}\\b|\\b(?:${months})\\.? \\d{1,4}\\b|\\b\\d{1,2}(?:st|nd|rd|th)? (?:${months})\\b|\\d{4}年|\\d{1,2}月\\d{1,2}日`,
  "iu",
);

/** Does the claim only name a date, as "BluePeak's renewal date" does, and leave open which? */
function isDateOpen({ reading, figures, predicate }: Claim): boolean {
  const asksForDate = reading.words.some(({ concept }) => concept === "date");
  const isBare = !reading.tokens.some(({ lower }) =>
    /^(?:is|are|was|were|has|have|not)$/.test(lower),
  );
  return asksForDate && isBare && figures.length === 0 && predicate.length === 0;
}

/** A sentence that gives no date does not state one, however much it says about it. */
export function lacksDate(claim: Claim, { text }: Reading): boolean {
  return isDateOpen(claim) && !datePattern.test(text);
}

/** A date stands for the word: "renews on 2026-06-30" gives a renewal date. */
export function givesDate(claim: Claim, { text }: Reading): boolean {
  return isDateOpen(claim) && datePattern.test(text);
}
