import { LoopError, type Question } from "@loopwright/core";
import type { AnswerKey } from "./answer-key.ts";
import type { ConflictKind } from "./conflict-kind.ts";

/** A question and what an ideal answer to it shows. */
export interface BankQuestion extends Question {
  /** Ids of the answer key's conflicts; empty when the bank is not a company's own. */
  conflicts: string[];
}

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

/** Questions that only some companies give reason for. */
const occasional: readonly { number: number; text: string; kinds: readonly ConflictKind[] }[] = [
  {
    number: 11,
    text: "Which statements in the data room are out of date or were restated, and what holds now?",
    kinds: ["stale_document", "restated_figure"],
  },
  {
    number: 12,
    text: "Where do units, currencies, dates or customer names in the documents mislead a reader?",
    kinds: ["unit_or_currency_mixup", "contradictory_dates", "double_counted_customer"],
  },
];

/** The number of the question that asks for conflicts of this kind, where there is one beyond the ten. */
export function occasionalQuestion(kind: ConflictKind): number[] {
  return occasional.filter(({ kinds }) => kinds.includes(kind)).map(({ number }) => number);
}

/** Numbers of the questions that a default run asks, as `trace-01` to `trace-05`. */
export const defaultQuestionNumbers: readonly number[] = [1, 2, 3, 5, 7];

/**
 * Ten diligence questions, numbered from 1. For a generated company: those of its questions that it gives reason
 * for, each with the conflicts that an ideal answer shows, and with the metrics that are doubtful there.
 *
 * @example questionBank(dataroom).find(({ number }) => number === 3)?.conflicts
 */
export function questionBank(dataroom?: { answerKey: AnswerKey }): BankQuestion[] {
  if (!dataroom) return texts.map((text, index) => ({ number: index + 1, text, conflicts: [] }));
  const { conflicts, refused_metrics: refused } = dataroom.answerKey;
  const touching = (number: number) =>
    conflicts.filter(({ questions }) => questions.includes(number)).map(({ id }) => id);
  const usual = texts.map((text, index) => ({
    number: index + 1,
    text: index + 1 === 7 ? metricsQuestion(text, refused) : text,
    conflicts: touching(index + 1),
  }));
  const further = occasional.map(({ number, text }) => ({
    number,
    text,
    conflicts: touching(number),
  }));
  return [...usual, ...further.filter((question) => question.conflicts.length > 0)];
}

const spoken: Readonly<Record<string, string>> = {
  net_revenue_retention: "net revenue retention",
  gross_revenue_retention: "gross revenue retention",
  cac_payback_months: "CAC payback",
};

function metricsQuestion(text: string, refused: readonly string[]): string {
  if (refused.length === 0) return text;
  const names = refused.map((name) => spoken[name] ?? name.replaceAll("_", " "));
  return text.replace("net revenue retention and CAC payback", names.join(" and "));
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
