import type { Figure } from "./figures.ts";
import type { Reading } from "./reading.ts";

const before =
  /\b(?:(?:originally|initially|first|previously|formerly|earlier) (?:stated|reported|given|published|shown|booked)(?: (?:at|as|with))?|restated from|down from|up from)\s*$/iu;
const after =
  /^\s*(?:was|were|is|are|had been) (?:(?:only )?(?:stated|reported|given|published|shown) (?:first|earlier|originally|initially|before)|(?:first|originally|initially|previously) (?:stated|reported|given|published|shown))/iu;

/** "Revenue first reported at $65.2M", "$65.2M was reported first": the figure is named as one that held once. */
export function isOfThePast({ text }: Reading, figures: readonly (Figure | undefined)[]): boolean {
  return figures.some(
    (figure) =>
      figure !== undefined &&
      (before.test(text.slice(0, figure.start)) || after.test(text.slice(figure.end))),
  );
}

const qualified =
  /(?<kind>\b(?:\p{L}+-adjusted|adjusted|pro[- ]forma|planned|planning|budgeted|forecast|targeted))\s+(?:\p{L}+\s+){0,3}(?:is\s+|at\s+|of\s+)?$/iu;

/** "Bookings-adjusted ARR of $40.8M" gives no ARR, unless the claim is about the adjusted one. */
export function isOfAnotherKind(
  { text }: Reading,
  figures: readonly (Figure | undefined)[],
  claim: Reading,
): boolean {
  return figures.some((figure) => {
    const kind = figure && qualified.exec(text.slice(0, figure.start))?.groups?.["kind"];
    const word = /adjusted|forma|plan|budget|forecast|target/iu.exec(kind ?? "")?.[0];
    return word !== undefined && !claim.text.toLowerCase().includes(word.toLowerCase());
  });
}

/** "One customer" and "two customers" exclude each other. */
export function countsOtherwise(sentence: Reading, claim: Reading): boolean {
  const noun = /\bone (?<noun>\p{L}{3,})/iu.exec(claim.text)?.groups?.["noun"];
  if (noun === undefined) return false;
  const many = new RegExp(
    `\\b(?:two|three|four|five|several|separate|different|each an?|[2-9]) (?:\\p{L}+ )?${noun}|${noun}s? in (?:its|their) own right`,
    "iu",
  );
  const single = new RegExp(`\\b(?:one|same|single) (?:\\p{L}+ )?${noun}`, "iu");
  return many.test(sentence.text) && !single.test(sentence.text);
}
