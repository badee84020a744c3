import type { Critique } from "./critique.ts";
import { quote, type Statement } from "./statements.ts";

/** What anyone in diligence knows to ask about a kind of statement. */
interface Expectation {
  subject: RegExp;
  /** The form that needs a qualification. */
  stated: (statement: Statement) => boolean;
  /** Words in the same sentence that give it. */
  qualified: RegExp;
  observation: (words: string) => string;
}

const has = (pattern: RegExp) => (statement: Statement) => pattern.test(statement.text);
const hasUnit = (unit: string) => (statement: Statement) =>
  statement.figures.some((figure) => figure.unit === unit);

const expectations: readonly Expectation[] = [
  {
    subject: /\bSOC ?2\b/i,
    stated: has(/\b(?:complete|completed|certified|achieved|attained|in place|done)\b/i),
    qualified:
      /\btype (?:I|II|1|2|one|two)\b|\bin progress\b|\breadiness\b|\b(?:not|no|cannot|isn't)\b/i,
    observation: (words) =>
      `The answer says ${words} and does not tell a Type I report from a Type II report, which covers a period and may not be issued.`,
  },
  {
    subject: /\b(?:net (?:revenue|dollar) retention|NRR)\b/i,
    stated: hasUnit("percent"),
    qualified:
      /\b(?:estimat\w+|unvalidated|unverified|management'?s?|not|cannot|unofficial|refus\w+|declin\w+)\b/i,
    observation: (words) =>
      `The answer states net revenue retention as a fact in ${words}; it does not say whether finance has validated the figure.`,
  },
  {
    subject: /\b(?:ARR|annual recurring revenue)\b/i,
    stated: hasUnit("money"),
    qualified:
      /\b(?:controlled|finance|bridge|board|headline|management|bookings|planning|reported|basis|customer|account|entity|entities|holdings?|parent|opening|new|churn\w*|expansion|contract\w*|launch|usage|of ARR)\b/i,
    observation: (words) =>
      `The answer gives an ARR figure without its basis in ${words}; board, planning and controlled ARR are different figures.`,
  },
];

/** Statements that lack the qualification which their kind always needs. */
export const missingBasis: Critique = ({ answer }) =>
  expectations.flatMap(({ subject, stated, qualified, observation }) =>
    answer
      .filter((statement) => !isQuestion(statement))
      .filter((statement) => subject.test(statement.text) && stated(statement))
      .filter((statement) => !qualified.test(statement.text))
      .slice(0, 1)
      .map((statement) => observation(quote(statement.text))),
  );

function isQuestion({ text }: Statement): boolean {
  return /[?？]\W*$/.test(text);
}

const concentration = /\bconcentrat\w+|\blargest customers?\b|\btop (?:customers?|accounts?)\b/i;
const aboutCustomers =
  /\b(?:customers?|accounts?|entit(?:y|ies)|concentrat\w+|largest|contracts?)\b/i;
const rolledUp = /\bparent\b|\broll(?:ed|s|ing)?[ -]?up\b|\bgroup level\b|\bholdings?\b/i;

/** Customer shares by legal entity, where nothing is added up to a parent account. */
export const entityView: Critique = ({ run, answer, evidence }) => {
  const asked = concentration.test(run.question);
  const first = answer
    .filter((statement) => hasUnit("percent")(statement) && !isQuestion(statement))
    .find(({ text }) => (asked || concentration.test(text)) && aboutCustomers.test(text));
  if (!first || answer.some(({ text }) => rolledUp.test(text))) return [];
  const seen = evidence.find(({ text }) => rolledUp.test(text));
  return [
    seen
      ? `The answer judges concentration by legal entity, although ${seen.file} speaks of parent accounts: ${quote(seen.text)}.`
      : `The answer judges concentration by legal entity, for example in ${quote(first.text)}; entities with a common parent are not added together.`,
  ];
};
