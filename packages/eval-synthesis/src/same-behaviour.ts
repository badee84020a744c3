import type { EvalCase } from "@loopwright/core";
import { wordOverlap, wordsOf } from "./similar-text.ts";
import { numbersIn } from "./text/figures.ts";
import { unitsOf } from "./text/units.ts";

/** From this share of words on, two texts are taken to say the same, when figures and negations agree too. */
const alike = 0.8;

/**
 * Do two evals hold an answer to the same? They ask it of the same question, in almost the same words, with the
 * same figures, negated alike, and with the same literals. "Runway is 11 months" and "Runway is 12 months" differ.
 */
export function isSameBehaviour(a: EvalCase, b: EvalCase): boolean {
  const isSameQuestion =
    a.source_trace_id === b.source_trace_id || wordOverlap(a.question, b.question) > 0.9;
  return isSameQuestion && isSameDemand(a, b);
}

function isSameDemand(a: EvalCase, b: EvalCase): boolean {
  const isAlike = (left: string, right: string) =>
    wordOverlap(left, right) > alike &&
    isSameSet(numbersIn(left), numbersIn(right)) &&
    negations(left) === negations(right) &&
    // Who asks for one thing more asks for something else, even where the words are almost the same.
    unitsOf(left).length === unitsOf(right).length;
  const hasRubrics = a.rubric.trim() !== "" && b.rubric.trim() !== "";
  return (
    isAlike(a.expected_behavior, b.expected_behavior) || (hasRubrics && isAlike(a.rubric, b.rubric))
  );
}

function isSameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((value) => b.has(value));
}

function negations(text: string): number {
  return wordsOf(text).filter((word) =>
    /^(?:not|no|never|cannot|without|\p{L}+n't|不|未|没有|不得)$/u.test(word),
  ).length;
}
