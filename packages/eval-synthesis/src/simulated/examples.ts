import { contentWords, splitSentences } from "@loopwright/simulator/language";
import { readFeedbackSentence, withStop } from "../feedback-sentence.ts";
import { asSaid, bareClaim } from "../rubric-sentence.ts";
import type { DescribedRun } from "./read-request.ts";

/** An answer that does what is required: each demand in its own words, with what the run's answer says of it. */
export function passExample({
  run,
  required,
  prohibited,
}: {
  run: DescribedRun;
  required: readonly string[];
  prohibited: readonly string[];
}): string {
  const sentences = required.flatMap((demand) => {
    const said = fulfilment(demand);
    const details = isStated(demand) ? [] : detailsFor(demand, run, prohibited);
    if (!/^I (?:state|say|give|report|quote|name|mention|show|explain|identify)\b/u.test(said))
      return [said, ...details];
    // Who gives the date need not say that the date is given.
    return details.length > 0 ? details : [madeUpValue(demand) ?? said];
  });
  return sentences.length > 0 ? sentences.join(" ") : neutralExample;
}

const madeUp: readonly (readonly [RegExp, string])[] = [
  [/\b(?:date|deadline|day)\b/iu, "1 March 2027"],
  [/\b(?:share|percentage|rate|margin|growth)\b/iu, "12%"],
  [/\b(?:number|count|headcount)\b/iu, "14"],
  [/\b(?:amount|cost|price|value|balance|figure|fee|budget)\b/iu, "$1.5M"],
];

/**
 * What an answer says that gives a value which neither feedback nor run has: an example shows where the value
 * stands, whatever it is.
 */
function madeUpValue(demand: string): string | undefined {
  const what = readFeedbackSentence(demand)
    .action.replace(/^\S+\s+/u, "")
    .replace(/[.。]$/u, "");
  const asked = askedFor(what);
  if (asked) return asked;
  const value = madeUp.find(([pattern]) => pattern.test(what))?.[1];
  return value && withStop(`${what.charAt(0).toUpperCase()}${what.slice(1)} is ${value}`);
}

/** "Who approves discounts" is answered by somebody who does; "how many patents are pending" by a number. */
function askedFor(what: string): string | undefined {
  const parts = /^(?<word>who|how many|when|where) (?<rest>.+)$/iu.exec(what)?.groups;
  const rest = parts?.["rest"] ?? "";
  const forms: Readonly<Record<string, string>> = {
    who: `The finance director ${rest}`,
    "how many": `Fourteen ${rest}`,
    when: `On 1 March 2027 ${rest}`,
    where: `In Lisbon ${rest}`,
  };
  const said = forms[parts?.["word"]?.toLowerCase() ?? ""];
  return said && withStop(said);
}

/** An answer that claims nothing, and so nothing that is prohibited. */
export const neutralExample = "I keep to what the files bear out and leave open what they do not.";

/** An answer that makes what is prohibited into claims; without such claims, one that says nothing. */
export function failExample(prohibited: readonly string[]): string {
  return prohibited.length > 0
    ? prohibited.map(bareClaim).join(" ")
    : "Nothing here needs attention, and there is nothing further to report.";
}

/**
 * What an answer says that meets a demand.
 *
 * @example fulfilment("State that the runway is 11 months.") // "The runway is 11 months."
 * @example fulfilment("Cite the hierarchy file.") // "I cite the hierarchy file."
 */
export function fulfilment(demand: string): string {
  const { action, negated } = readFeedbackSentence(demand);
  if (negated) return withStop(`I do not ${action}`);
  const figure = /^(?:state|give|report|quote|show) (?<what>(?!that\b).*\d.*)$/isu.exec(action)
    ?.groups?.["what"];
  return figure !== undefined && !/ as /u.test(figure)
    ? withStop(`There is ${figure}`)
    : asSaid(action);
}

/** A demand that names its content needs no more; "state the renewal date" leaves the date to the answer. */
function isStated(demand: string): boolean {
  return !fulfilment(demand).startsWith("I ");
}

/** The sentence of the run's own answer that is closest to a demand, unless it makes a prohibited claim. */
function detailsFor(demand: string, run: DescribedRun, prohibited: readonly string[]): string[] {
  const subject = readFeedbackSentence(demand).action.replace(/^\S+\s+/u, "");
  const wanted = new Set(contentWords(subject));
  const ranked = splitSentences(run.answer)
    .filter(({ kind }) => kind === "prose" || kind === "list_item")
    .map(({ text }) => ({ text, share: shareOf(wanted, text) }))
    .filter(({ text }) => !prohibited.some((claim) => comesNear(text, claim)))
    .toSorted((a, b) => b.share - a.share);
  const [best] = ranked;
  return best && best.share >= 0.5 ? [withStop(best.text)] : [];
}

/** Half of the claim's words, and the last of them, which says what is claimed of the subject. */
function comesNear(text: string, claim: string): boolean {
  const words = contentWords(bareClaim(claim));
  return shareOf(new Set(words), text) >= 0.5 && shareOf(new Set(words.slice(-1)), text) === 1;
}

function shareOf(wanted: ReadonlySet<string>, text: string): number {
  const present = contentWords(text);
  const found = [...wanted].filter((word) => present.some((other) => isAkin(word, other))).length;
  return wanted.size === 0 ? 0 : found / wanted.size;
}

/** "renewal" and "renew" speak of the same thing. */
function isAkin(a: string, b: string): boolean {
  const [short = "", long = ""] = [a, b].toSorted((x, y) => x.length - y.length);
  return short === long || (short.length >= 4 && long.startsWith(short));
}
