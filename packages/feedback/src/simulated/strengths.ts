import { conflictWords } from "./contradictions.ts";
import type { Critique } from "./critique.ts";
import { quote } from "./statements.ts";

const restraint =
  /\b(?:cannot be (?:stated|reported|confirmed)|not (?:been )?(?:validated|verified|provided)|unvalidated|management estimate|refus\w+|declin\w+ to|unknown)\b/i;

export const namesSources: Critique = ({ answer }) => {
  const sources = [...new Set(answer.flatMap((statement) => statement.sources))];
  const [first] = sources;
  return first && sources.length >= 3
    ? [
        `The answer names ${sources.length} source files beside its statements, ${first} among them.`,
      ]
    : [];
};

export const showsConflict: Critique = ({ answer }) =>
  answer
    .filter(({ text }) => conflictWords.test(text))
    .slice(0, 1)
    .map(({ text }) => `The answer shows a disagreement between sources openly: ${quote(text)}.`);

export const showsRestraint: Critique = ({ answer }) =>
  answer
    .filter(({ text }) => restraint.test(text))
    .slice(0, 1)
    .map(({ text }) => `The answer keeps an unsettled point unsettled: ${quote(text)}.`);

const kinds = [/\bfacts?\b/i, /\binferences?\b/i, /\bopen questions?\b/i];

/** Headings, or short lines in bold, for facts, inferences and open questions. */
export const keepsApart: Critique = ({ run }) => {
  const headings = run.answer
    .split("\n")
    .filter((line) => /^\s*(?:#{1,6}\s|\*\*[^*]+\*\*:?\s*$)/.test(line));
  return kinds.every((kind) => headings.some((heading) => kind.test(heading)))
    ? ["The answer keeps facts, inferences and open questions apart under headings of their own."]
    : [];
};
