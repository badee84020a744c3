import { contentWords, sameFigure, type Figure } from "@loopwright/simulator/language";
import type { Critique } from "./critique.ts";
import { quote, type Reading, type Statement } from "./statements.ts";

/** Metrics of which a company has one value at a time, so that two values are a disagreement. */
const metrics: readonly { name: string; subject: RegExp; unit: Figure["unit"] }[] = [
  {
    name: "ending ARR",
    subject:
      /\b(?:ending|year-end|controlled|board|headline|management(?:'s)?|reported|bookings[- ]adjusted|total|company)\b[^.;]*\bARR\b|\bARR\b[^.;]*\b(?:board|controlled|headline|management|bridge)\b/i,
    unit: "money",
  },
  { name: "ARR growth", subject: /\bgrowth\b|\bgrew\b/i, unit: "percent" },
  { name: "net revenue retention", subject: /\bnet revenue retention\b|\bNRR\b/i, unit: "percent" },
  { name: "runway", subject: /\brunway\b/i, unit: "months" },
  { name: "gross margin", subject: /\bgross margin\b/i, unit: "percent" },
];

export const conflictWords =
  /\b(?:contradict\w*|conflict\w*|disagree\w*|discrepan\w+|differ(?:s|ed|ent|ence)?|inconsisten\w+|mismatch\w*|unreconciled|(?:do|does|did|not) (?:not )?(?:tie|match|agree|reconcile|add up)|at odds|gap between)\b/i;

/** Values that disagree in the run's own evidence, while the answer shows one of them or none of the disagreement. */
export const silentContradictions: Critique = (reading) =>
  metrics.flatMap(({ name, subject, unit }) => {
    const about = [...reading.evidence, ...reading.answer].filter(({ text }) => subject.test(text));
    const values = distinctValues(
      about.flatMap(({ figures }) => figures.filter((figure) => figure.unit === unit)),
    );
    const isRaised = mentions(reading, subject);
    if (values.length < 2 || isRaised) return [];
    return [
      `The material holds more than one value for ${name} (${values
        .slice(0, 3)
        .map(({ text }) => text)
        .join(", ")}); the answer does not say that they disagree.`,
    ];
  });

function mentions({ answer }: Reading, subject: RegExp): boolean {
  return answer.some(({ text }: Statement) => conflictWords.test(text) && subject.test(text));
}

function distinctValues(figures: readonly Figure[]): Figure[] {
  return figures.filter(
    (figure, index) => !figures.slice(0, index).some((earlier) => sameFigure(earlier, figure)),
  );
}

/** A disagreement that the question asks for, or that the run's files describe, and the answer keeps quiet about. */
export const unmentionedConflict: Critique = ({ question, answer, evidence }) => {
  if (answer.some(({ text }) => conflictWords.test(text))) return [];
  const described = evidence.find(
    (statement) => conflictWords.test(statement.text) && isOnTopic(statement, question, answer),
  );
  if (described)
    return [
      `${described.file} describes a disagreement between sources, ${quote(described.text)}; the answer does not mention it.`,
    ];
  return conflictWords.test(question.text) && answer.length > 0
    ? ["The question asks where sources disagree; the answer names no disagreement."]
    : [];
};

/** A file may cover the whole company; only what bears on this question is missed in its answer. */
function isOnTopic(
  { text }: Statement,
  question: Statement,
  answer: readonly Statement[],
): boolean {
  const topic = contentWords(text.replace(conflictWords, ""));
  const touches = ({ words }: Statement) => words.some((word) => topic.includes(word));
  return touches(question) && answer.some(touches);
}
