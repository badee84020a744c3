import type { Figure } from "./figures.ts";
import type { Reading } from "./reading.ts";

const before =
  /\b(?:(?:originally|initially|first|previously|formerly|earlier) (?:stated|reported|given|published|shown|booked)(?: (?:at|as|with))?|restated from|down from|up from)\s*$/iu;
const after =
  /^\s*from an? (?:older|earlier|previous|outdated|superseded)\b|^\s*(?:was|were|is|are|had been) (?:(?:only )?(?:stated|reported|given|published|shown) (?:first|earlier|originally|initially|before)|(?:first|originally|initially|previously) (?:stated|reported|given|published|shown))/iu;

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

const manyOf = "(?:two|three|four|five|several|separate|different|each an?|[2-9])";
const oneOf = "(?:one|same|single)";

/** "One customer" and "two customers" exclude each other. */
export function countsOtherwise(sentence: Reading, claim: Reading): boolean {
  return (
    excludes(sentence.text, claim.text, oneOf, manyOf) ||
    excludes(sentence.text, claim.text, manyOf, oneOf)
  );
}

function excludes(sentence: string, claim: string, wanted: string, other: string): boolean {
  const noun = new RegExp(`\\b${wanted} (?<noun>\\p{L}{3,}?)s?\\b`, "iu").exec(claim)?.groups?.[
    "noun"
  ];
  if (noun === undefined) return false;
  const says = (count: string) =>
    new RegExp(`\\b${count} (?:\\p{L}+ )?${noun}s?\\b`, "iu").test(sentence);
  const ofItself =
    other === manyOf && new RegExp(`${noun}s? in (?:its|their) own right`, "iu").test(sentence);
  return (says(other) || ofItself) && !says(wanted);
}
