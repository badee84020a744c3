import type { Critique } from "./critique.ts";
import { quote, sharedWords } from "./statements.ts";

const unknownWords =
  /\bopen questions?\b|\bunknown\b|\bunclear\b|\bnot (?:been )?provided\b|\bfollow[- ]?ups?\b|\bremains? (?:open|to be)\b|\bto be (?:confirmed|clarified|verified)\b|\?\s*$/im;

/** Unknowns that the answer does not name, or that the run wrote down and kept to itself. */
export const openQuestions: Critique = ({ run, answer, evidence }) => {
  const file = run.artifacts.find(({ path }) => /question/i.test(path));
  const questions = evidence.filter((statement) => statement.file === file?.path);
  const [first] = questions;
  if (!unknownWords.test(run.answer))
    return first
      ? [
          `The answer names no open question, although ${first.file} lists ${questions.length}, such as ${quote(first.text)}.`,
        ]
      : ["The answer names no open question and nothing that is unknown."];
  if (file && questions.length === 0) return [`${file.path} lists no question.`];
  const unsaid = questions.filter(
    (question) => !answer.some((said) => sharedWords(said, question) >= 3),
  );
  return first && unsaid.length === questions.length
    ? [`None of the ${questions.length} questions in ${first.file} is taken up in the answer.`]
    : [];
};
