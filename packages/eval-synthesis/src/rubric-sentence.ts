import { readFeedbackSentence, withStop } from "./feedback-sentence.ts";

/**
 * A required observation as a rubric sentence.
 *
 * @example requirementOf("State the runway.") // "The answer must state the runway."
 */
export function requirementOf(observation: string): string {
  const { action, negated } = readFeedbackSentence(observation);
  return `The answer must ${negated ? "not " : ""}${action}`;
}

/**
 * A prohibited claim as a rubric sentence.
 *
 * @example prohibitionOf("Runway is over a year.") // "The answer must not claim that Runway is over a year."
 */
export function prohibitionOf(claim: string): string {
  const { action } = readFeedbackSentence(claim);
  return `The answer must not ${action.replace(/^state that /u, "claim that ")}`;
}

/**
 * A prohibited claim as an answer would make it.
 *
 * @example bareClaim("The answer presents 122% as the official figure.") // "122% is the official figure."
 */
export function bareClaim(claim: string): string {
  return asSaid(
    readFeedbackSentence(claim).action.replace(/\s+without (?:\p{L}+ing)\b.*$/isu, "."),
  );
}

/** What is said when an action is done: "state that runway is short" is "Runway is short.". */
export function asSaid(action: string): string {
  const said =
    /^(?:state|say|report|note|mention|claim|assert|acknowledge|disclose|flag|explain|imply|suggest|make clear|point out|conclude|warn)(?: clearly| explicitly)? that (?<rest>.+)$/isu.exec(
      action,
    )?.groups?.["rest"];
  if (said !== undefined) return withStop(upperFirst(said.replaceAll(" and that ", " and ")));
  const valued =
    /^(?:state|give|report|quote|show|present|describe|treat|call|promote) (?<what>.+?) as (?<value>.+)$/isu.exec(
      action,
    )?.groups;
  if (valued) return withStop(upperFirst(`${valued["what"]} is ${valued["value"]}`));
  return withStop(`I ${action}`);
}

/**
 * An answer that says all that is required, where that can be said without knowing more than the feedback does:
 * "State the renewal date" leaves the date open, "Cite cash.csv" leaves nothing open.
 *
 * @example statedAnswer(["Runway is 11 months.", "Cite cash.csv."]) // "Runway is 11 months. I cite cash.csv."
 */
export function statedAnswer(observations: readonly string[]): string | undefined {
  const read = observations.map(readFeedbackSentence).filter(({ negated }) => !negated);
  const said = read.map(({ action }) => asSaid(action));
  const isOpen = said.some((text) => text.startsWith("I ") && !/^I cite \S+\.\w+\.$/u.test(text));
  return said.length === 0 || isOpen ? undefined : said.join(" ");
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
