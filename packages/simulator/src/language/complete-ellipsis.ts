import { readFigures } from "./figures.ts";
import { contentWords } from "./words.ts";

/**
 * Gives a shortened statement the subject of the one before it: "runway is 11 months" then "more than 12 months"
 * is about the runway too, and so is "it has not been confirmed".
 */
export function completed(core: string, before: string): string {
  if (before === "") return core;
  const subject = subjectOf(before);
  if (isBareFigure(core)) return `${subject} is ${core}`;
  return core.replace(/\b(?:it|them|they|this|that figure|this figure)\b/i, subject);
}

function subjectOf(statement: string): string {
  const subject =
    /^(.+?)\s+(?:is|are|was|were|has|have|had|conflicts|differs|stays|remains|lasts|equals|of \d)\b/i.exec(
      statement,
    )?.[1];
  return (subject ?? withoutFigures(statement)).replace(/\s+(?:of|at|by|with|to|for)$/i, "");
}

function withoutFigures(text: string): string {
  return readFigures(text)
    .reduce((rest, figure) => rest.replace(figure.text, ""), text)
    .trim();
}

function isBareFigure(core: string): boolean {
  return readFigures(core).length > 0 && contentWords(withoutFigures(core)).length === 0;
}
