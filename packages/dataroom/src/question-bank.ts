import { LoopError, type Question } from "@loopwright/core";

const texts = [
  "How serious is the near-term financing risk, judged from runway and monthly cash burn, and what would change that view?",
  "How good is the quality of revenue, and which ARR figure should the committee rely on?",
  "How concentrated is revenue in the largest customers once legal entities are rolled up to their parent accounts?",
  "Which legal exposure should be looked into first, and why that one?",
  "Is the company ready for enterprise security reviews, and what is the status of its certification?",
  "Where do the board deck, finance's records and management's statements contradict each other?",
  "Which requested metrics, such as net revenue retention and CAC payback, should we refuse to report as official, and why?",
  "Which follow-up questions have to be answered before the investment committee meets?",
  "What are the top three risks across financial, legal and customer risk, ordered by severity?",
  "Which of management's claims need stronger evidence before anyone relies on them?",
];

/** Numbers of the questions that a default run asks, as `trace-01` to `trace-05`. */
export const defaultQuestionNumbers: readonly number[] = [1, 2, 3, 5, 7];

/** Ten diligence questions, numbered from 1. */
export function questionBank(): Question[] {
  return texts.map((text, index) => ({ number: index + 1, text }));
}

/**
 * The questions with the given numbers, in the order asked for.
 *
 * @throws LoopError `bad_input` for an unknown or repeated number, or an empty list
 * @example selectQuestions(questionBank(), [1, 2, 5])
 */
export function selectQuestions(bank: readonly Question[], numbers: readonly number[]): Question[] {
  if (numbers.length === 0)
    throw new LoopError("bad_input", `no question chosen; choose from ${numbersOf(bank)}`);
  const repeated = numbers.find((number, index) => numbers.indexOf(number) !== index);
  if (repeated !== undefined)
    throw new LoopError("bad_input", `question ${repeated} is chosen twice; name it once`);
  return numbers.map((number) => findQuestion(bank, number));
}

function findQuestion(bank: readonly Question[], number: number): Question {
  const question = bank.find((candidate) => candidate.number === number);
  if (!question)
    throw new LoopError(
      "bad_input",
      `question ${number} does not exist; choose from ${numbersOf(bank)}`,
    );
  return question;
}

function numbersOf(bank: readonly Question[]): string {
  return bank.map(({ number }) => number).join(", ");
}
