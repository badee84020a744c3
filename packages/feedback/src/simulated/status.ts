import type { Critique } from "./critique.ts";
import { quote, sharedWords, type Statement } from "./statements.ts";

/** Ways in which evidence says that something is not settled. */
const unsettled: readonly RegExp[] = [
  /\b(?:in progress|under ?way|ongoing|pending|outstanding|not (?:yet )?(?:been )?(?:issued|completed?|finished))\b/i,
  /\b(?:unvalidated|unverified|unaudited|not (?:yet )?(?:been )?(?:validated|verified|audited|published)|management estimate)\b/i,
  /\b(?:not (?:been )?(?:provided|supplied|disclosed|available)|missing|unavailable)\b/i,
  /\b(?:not (?:been )?reconciled|unreconciled|(?:do|does|did) not (?:tie|add up|match|agree))\b/i,
  /\b(?:at risk|disputed|possible, not probable|not (?:yet )?live)\b/i,
];

/** A reservation that the run's own evidence makes and its answer drops. */
export const droppedStatus: Critique = ({ answer, evidence }) =>
  evidence
    .flatMap((statement) => dropped(statement, answer))
    .filter((text, index, all) => all.indexOf(text) === index)
    .slice(0, 2);

function dropped(statement: Statement, answer: readonly Statement[]): string[] {
  const status = unsettled.find((pattern) => pattern.test(statement.text));
  if (!status) return [];
  const needed = Math.max(3, Math.ceil(statement.words.length / 2));
  const counterpart = answer.find((sentence) => sharedWords(sentence, statement) >= needed);
  const kept = answer.some(
    (sentence) => status.test(sentence.text) && sharedWords(sentence, statement) >= 2,
  );
  if (!counterpart || kept) return [];
  return [
    `${statement.file} says ${quote(statement.text)}; the answer drops that reservation in ${quote(counterpart.text)}.`,
  ];
}
