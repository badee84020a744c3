import { splitOutsideBrackets } from "./brackets.ts";
import { contentWords } from "./words.ts";
import type { Requirement } from "./requirement.ts";
import { completed } from "./complete-ellipsis.ts";
import { readFigures } from "./figures.ts";
import { listItems } from "./requirement-lists.ts";
import { chineseReportingVerb, leads, reportingVerb, type Demand } from "./requirement-phrases.ts";
import { restate } from "./restate.ts";
import { splitSentences, type Sentence } from "./split-sentences.ts";

/**
 * Breaks a rubric, an expected behaviour or feedback into what it asks, one statement each.
 *
 * "must", "should", "passes when" and plain statements give `must`; "must not", "never", "no claim that" and
 * "fails if" give `must_not`; "ideally" gives `prefer`. "Fails if it does not mention X" is a `must`. Enumerations
 * after a verb of saying come apart. Items of a list stand under the demand of the line that introduces it.
 *
 * Limits: weights, points and "at least two of" are not understood; sentences about the grading itself are left out.
 *
 * @example
 * readRequirements("Must state that runway is 11 months, and must not claim more than 12 months.")
 * // [{ demand: "must", core: "runway is 11 months", … }, { demand: "must_not", core: "more than 12 months", … }]
 */
export function readRequirements(rubric: string): Requirement[] {
  const sentences = splitSentences(rubric).filter(
    ({ kind }) => kind !== "heading" && kind !== "code",
  );
  return sentences.filter((sentence) => !introducesList(sentence)).flatMap(requirementsIn);
}

function introducesList({ text }: Sentence): boolean {
  return /[:：]\**$/.test(text.trim());
}

const grading =
  /\b(?:score|grade|grading|rubric|threshold|partial credit|judge (?:only|the)|be strict|points?)\b|评分|打分/i;

function requirementsIn(sentence: Sentence): Requirement[] {
  let demand = inherited(sentence);
  const found: Requirement[] = [];
  for (const clause of clausesOf(sentence.text)) {
    const peeled = peel(clause, demand);
    if (isAboutGrading(peeled.rest) || isBarePassive(peeled.rest)) continue;
    if (peeled.explicit) demand = peeled.demand;
    const before = found.at(-1)?.core ?? "";
    const read = requirementsOf(clause, peeled.demand, peeled.rest);
    found.push(
      ...read.map((requirement) => ({ ...requirement, core: completed(requirement.core, before) })),
    );
  }
  return found;
}

function isAboutGrading(rest: string): boolean {
  return (
    (contentWords(rest).length === 0 && readFigures(rest).length === 0) ||
    (grading.test(rest) && !/\d|[A-Z]{3}/.test(rest.replace(/\b[01](?:\.\d)?\b/g, "")))
  );
}

/** "… and was not provided; it cannot be stated": what that rules out has been said before, and "be stated" is nothing. */
function isBarePassive(rest: string): boolean {
  return /^\W*(?:be|is|are) (?:stated|reported|given|quoted|presented|used|published|relied (?:up)?on)\W*$/iu.test(
    rest,
  );
}

/** The demand of the line or heading that a list item stands under. */
function inherited({ parents }: Sentence): Demand {
  const lead = parents.findLast((parent) => /\S/.test(parent)) ?? "";
  if (
    /\b(?:not|never|fail|fails|prohibited|forbidden|avoid|reject|don'?ts?|disallowed|wrong)\b|不得|禁止|不应|不通过/i.test(
      lead,
    )
  ) {
    return /\bdoes not|fails? to|omits|lacks/i.test(lead) ? "must" : "must_not";
  }
  return /\b(?:prefer|ideal|bonus|nice to have|optional)/i.test(lead) ? "prefer" : "must";
}

const clauseBreak =
  /[;；]\s*|[,，]?\s+(?:and|but|or)\s+(?=(?:(?:it|the answer|the response)\s+)?(?:also\s+)?(?:must|should|shall|never\b|may not|cannot|does not|do not|don't|doesn't|avoids?\b|refrains?|fails? (?:if|when|to)|passes|that\b|without\b|not (?:claim|state|present|treat|describe|call|report|imply)|(?:states?|notes?|cites?|mentions?|refuses?|declines?|distinguish(?:es)?|separates?|explains?|keeps?|flags?|names?|uses?|reports?|identif(?:y|ies)|acknowledges?|treats?|says?|gives?|rolls?|includes?|lists?)\s))|,\s+(?=that\b|never\b|without (?:claiming|stating|presenting|treating|calling|implying|suggesting|reporting|describing)|but not|not (?:claim|state))|，(?=不得|不应|不能|不要|必须|应当|应该|并|且|同时|但|禁止|须)|[,，]\s+(?=(?:states?|notes?|cites?|mentions?|refuses?|declines?|distinguishes|explains?|keeps|flags?|treats|avoids)\s)/giu;

function clausesOf(text: string): string[] {
  return splitOutsideBrackets(
    text.replace(/[.。!！]+["”)*_]*$/, "").replace(/\*\*/g, ""),
    clauseBreak,
  )
    .map((clause) => clause.trim())
    .filter((clause) => clause !== "");
}

interface Peeled {
  demand: Demand;
  /** Did the clause say so itself? */
  explicit: boolean;
  rest: string;
}

/** Takes the openings off and keeps account of what they demand. Two negatives ("fails if it omits") cancel. */
function peel(clause: string, start: Demand): Peeled {
  let rest = chineseCondition(clause);
  let demand: Demand = rest === clause ? start : "must_not";
  let explicit = rest !== clause;
  for (let step = 0; step < 8; step++) {
    const lead = leads.find(({ pattern }) => pattern.test(rest));
    if (!lead) break;
    rest = rest.replace(lead.pattern, "").trim();
    if (lead.effect === "keep") continue;
    demand = nextDemand(demand, lead.effect, explicit, start);
    explicit = true;
  }
  return { demand, explicit, rest };
}

function nextDemand(
  current: Demand,
  effect: Exclude<(typeof leads)[number]["effect"], "keep">,
  explicit: boolean,
  start: Demand,
): Demand {
  if (effect !== "flip")
    return effect === "must" && explicit && current === "must_not" ? "must_not" : effect;
  if (explicit || start === "must_not") return current === "must_not" ? "must" : "must_not";
  return "must_not";
}

/** "如果回答……，则不通过": the verdict stands at the end. */
function chineseCondition(clause: string): string {
  return clause.replace(
    /^(?:如果|若)(.*?)[,，]?(?:则|就)?(?:不通过|失败|判为失败|判定为失败)$/u,
    "$1",
  );
}

function requirementsOf(clause: string, demand: Demand, rest: string): Requirement[] {
  const { statement, unless } = exceptionOf(rest, demand);
  return listItems(statement).map((item) => {
    const bare = restate(withoutReporting(item));
    return {
      text: clause,
      demand,
      core: bare.core,
      ...(demand === "must_not" && (unless ?? bare.unless) !== undefined
        ? { unless: unless ?? bare.unless ?? "" }
        : {}),
    };
  });
}

/** What follows "without" or "unless" in a ban says when the banned thing is in order. */
function exceptionOf(rest: string, demand: Demand): { statement: string; unless?: string } {
  if (demand !== "must_not") return { statement: rest };
  const match =
    /^(.+?),?\s+(?:without|unless|except when|before|until|if (?:it|the answer) does not(?: also)?)\s+(.+)$/i.exec(
      rest,
    );
  const [, statement, unless] = match ?? [];
  if (statement === undefined || unless === undefined || belongsToClaim(rest))
    return { statement: rest };
  if (/^(?:any\s+)?(?:further\s+)?(?:qualif|caveat|comment|explanation)/i.test(unless))
    return { statement };
  return {
    statement,
    unless: restate(withoutReporting(unless.replace(/^(?:it|the answer)\s+(?:also\s+)?/i, "")))
      .core,
  };
}

/** "Claim that nobody leaves before the term ends", "that the test ended without findings": part of what is claimed. */
function belongsToClaim(rest: string): boolean {
  return (
    /\bthat\b/i.test(rest) &&
    /\b(?:before|until) (?!\w+ing\b)|\bwithout (?!caveat|qualif|comment|explanation|evidence|sources?\b|citations?\b|\w+ing\b)[a-z]+\W*$/i.test(
      rest,
    )
  );
}

function withoutReporting(text: string): string {
  let rest = text.trim();
  for (let step = 0; step < 3; step++) {
    const next = rest
      .replace(reportingVerb, "")
      .replace(chineseReportingVerb, "")
      .replace(/^that\s+/i, "")
      .replace(/^(?:the|this) (?:answer|response|output) (?=\w+s\b)/i, "")
      .trim();
    if (next === rest || contentWords(next).length === 0) break;
    rest = next;
  }
  return rest;
}
