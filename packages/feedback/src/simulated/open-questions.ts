import type { Critique } from "./critique.ts";
import { quote, sharedWords } from "./statements.ts";

const unknownWords =
  /\bopen questions?\b|\bunknown\b|\bunclear\b|\bnot (?:been )?provided\b|\bfollow[- ]?ups?\b|\bremains? (?:open|to be)\b|\bto be (?:confirmed|clarified|verified)\b|\?\s*$/im;

const nothing = /^\W*(?:none|nothing|no open questions?|n\/a)\b/i;

/** Unknowns that the answer does not name, or that the run wrote down and kept to itself. */
export const openQuestions: Critique = ({ run, answer, evidence }) => {
  const file = run.artifacts.find(({ path }) => /question/i.test(path));
  const questions = evidence.filter(
    ({ file: path, text }) => path === file?.path && !nothing.test(text),
  );
  const [first] = questions;
  if (!unknownWords.test(run.answer))
    return first
      ? [
          `The answer names no open question, although ${first.file} holds ${count(questions.length)}: ${quote(first.text)}.`,
        ]
      : ["The answer names no open question and nothing that is unknown."];
  if (file && questions.length === 0) return [`${file.path} lists no question.`];
  const unsaid = questions.filter(
    (question) => !answer.some((said) => sharedWords(said, question) >= 3),
  );
  return first && unsaid.length === questions.length
    ? [
        `${first.file} holds ${count(questions.length)}, ${quote(first.text)} first; the answer takes up none of it.`,
      ]
    : [];
};

function count(questions: number): string {
  return questions === 1 ? "one question" : `${questions} questions`;
}
