import type { Likeness } from "../rules/likeness.ts";

/**
 * Whether an answer bears a statement out, as far as words can tell: its figures stand there, and one passage
 * speaks of most of what it is about without denying it. A judge reads better; this serves where none has.
 *
 * A statement about form ("has a section for each kind of risk") is looked for in the headings.
 */
export function isSaid(statement: string, answer: string, likeness: Likeness): boolean {
  if (/\b(?:sections?|headings?|lists?|apart|separate\w*)\b/i.test(statement))
    return headingsSay(statement, answer, likeness);
  const path = /[\w-]+(?:\/[\w-]+)*\.(?:csv|json|md|txt)\b/.exec(statement)?.[0];
  if (path !== undefined && /\bcit|\bsource/i.test(statement)) return answer.includes(path);
  const figures = figuresIn(statement);
  if (!figures.every((figure) => answer.includes(figure))) return false;
  const threshold = figures.length > 0 ? 0.5 : 0.6;
  return passagesIn(answer).some(
    (passage) =>
      likeness.covered(statement, passage) >= threshold &&
      isDenied(passage) === isDenied(statement),
  );
}

/**
 * Whether an answer says what it should not. More is asked for here than for `isSaid`: a passage that says a
 * good deal else ("Type I is complete") need not say the same.
 */
export function isClaimed(statement: string, answer: string, likeness: Likeness): boolean {
  const figures = figuresIn(statement);
  return sentencesOf(withoutPaths(answer)).some(
    (passage) =>
      figures.every((figure) => passage.includes(figure)) &&
      likeness.covered(statement, passage) >= 0.8 &&
      likeness.covered(passage, statement) >= 0.6 &&
      isDenied(passage) === isDenied(statement),
  );
}

/** Lines and the sentences in them; a question states nothing. */
function passagesIn(answer: string): string[] {
  return withoutPaths(answer)
    .split(/\n+/)
    .flatMap((line) => {
      const sentences = sentencesOf(line);
      return sentences.length > 1 ? [line, ...sentences] : [line];
    })
    .filter((passage) => !/[?？]\s*(?:\([^)]*\)\s*)?$/.test(passage));
}

function sentencesOf(text: string): string[] {
  return text.split(/\n+|(?<=[.!?;。！？])\s+/);
}

/** A file's name says what the file is about, and not what the answer says. */
function withoutPaths(answer: string): string {
  return answer.replace(/`[^`]*`|[\w-]+(?:\/[\w-]+)*\.(?:csv|json|md|txt)\b/g, "");
}

function figuresIn(statement: string): string[] {
  return statement.match(/\d+(?:[.,]\d+)*/g) ?? [];
}

function headingsSay(statement: string, answer: string, likeness: Likeness): boolean {
  const headings = answer
    .split(/\n+/)
    .filter((line) => /^(?:#{1,6}\s|\*\*[^*]+\*\*:?$)/.test(line.trim()));
  const matter = statement.replace(
    /\b(?:the|answer|has|have|keeps?|gives?|an?|own|each|every|separate\w*|sections?|headings?|lists?|apart|kinds?)\b/gi,
    " ",
  );
  return likeness.covered(matter, headings.join("\n")) >= 0.75;
}

function isDenied(text: string): boolean {
  return /\b(?:not|no|never|cannot|neither|nor|without|refuse)\b|n['’]t\b/i.test(text);
}
