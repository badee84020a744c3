import { sentencesIn } from "../language/sentences.ts";

/**
 * The words in which a wish for one answer is most nearly a rule for all. People say first what they want and
 * then why; only what they want becomes a rule, since a reason read as an order says something else.
 */
export function ruleWording(options: {
  summaries: readonly string[];
  wants: readonly string[];
}): string {
  const fromPeople = options.summaries.flatMap((summary) => generalIn(summary).slice(0, 1));
  if (fromPeople.length > 0) return [...new Set(fromPeople)].join(" ");
  const general = options.wants.flatMap(generalIn).slice(0, 3);
  return (general.length > 0 ? general : options.wants).join(" ");
}

/**
 * The words as an instruction: what is an order stays as it is, "X is done" becomes "X must be done", and what
 * cannot be turned is introduced as something to make sure of.
 */
export function asInstruction(words: string): string {
  const text = withoutFigures(words.replace(/\s+/g, " ").trim());
  if (isOrder(text)) return text;
  const answer = /^(?:the |an? )?answer\b/i.test(text);
  if (answer) return `Make sure that ${text.charAt(0).toLowerCase()}${text.slice(1)}`;
  const passive = /^([^,;:]{1,60}?) (?:is|are) (not )?(\w{2,}(?:ed|en|wn|id|ade))\b/.exec(text);
  if (!passive) return `Make sure of this: ${text}`;
  const [whole, subject = "", not = "", verb = ""] = passive;
  return `${subject} must ${not}be ${verb}${text.slice(whole.length)}`;
}

/** Figures belong to the run that a wish was made for, not to a rule. */
export function withoutFigures(text: string): string {
  return text
    .replace(new RegExp(`\\s+of (?:${figure.source})`, "g"), "")
    .replace(figure, "the figure in the files");
}

/** A sentence with figures or with names in it is about one company. */
export function isGeneral(sentence: string): boolean {
  const named = /(?<!^)(?<![.:] )\b\p{Lu}\p{Ll}{2,}\b(?! [IVX\d]+\b)/u.test(sentence);
  return !named && withoutFigures(sentence) === sentence;
}

const figure =
  /[$€£¥]\s?\d[\d.,]*\s?(?:[MKB]\b|million|billion)?|\b\d+(?:[.,]\d+)*\s?(?:%|percent|months?\b|million|M\b)/g;

/** Imperatives that rules begin with, and sentences that say what must be. */
function isOrder(text: string): boolean {
  return (
    /\b(?:must|shall|should|has to|have to|needs? to|never|do not|don['’]t|cannot)\b/i.test(text) ||
    /^(?:add|apply|begin|check|cite|compare|count|do|give|keep|label|list|look|mark|name|plan|prefer|put|read|repair|report|roll|run|say|separate|show|start|state|tell|treat|use|verify|write|when|before|after|if)\b/i.test(
      text,
    )
  );
}

/** What people said besides what they wanted first, as far as it holds for other runs too. */
export function reasonsIn(said: readonly string[]): string[] {
  const further = said.flatMap((text) => generalIn(text).slice(1));
  return [...new Set(further)].slice(0, 2);
}

function generalIn(text: string): string[] {
  return sentencesIn(text)
    .map((sentence) => sentence.text)
    .filter(isGeneral);
}
