import { sentencesIn } from "./language/sentences.ts";

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

/** The words as an instruction. */
export function asInstruction(words: string): string {
  const text = withoutFigures(words.replace(/\s+/g, " ").trim());
  return /^(?:the |an? )?answer\b/i.test(text)
    ? `Make sure that ${text.charAt(0).toLowerCase()}${text.slice(1)}`
    : `Make sure of this: ${text}`;
}

/** Figures belong to the run that a wish was made for, not to a rule. */
export function withoutFigures(text: string): string {
  return text
    .replace(new RegExp(`\\s+of (?:${figure.source})`, "g"), "")
    .replace(figure, "the figure in the files");
}

const figure =
  /[$€£¥]\s?\d[\d.,]*\s?(?:[MKB]\b|million|billion)?|\b\d+(?:[.,]\d+)*\s?(?:%|percent|months?\b|million|M\b)/g;

function generalIn(text: string): string[] {
  return sentencesIn(text)
    .map((sentence) => sentence.text)
    .filter(isGeneral);
}

/** A sentence with figures or with names in it is about one company. */
function isGeneral(sentence: string): boolean {
  const named = /(?<!^)(?<![.:] )\b\p{Lu}\p{Ll}{2,}\b(?! [IVX\d]+\b)/u.test(sentence);
  return !named && withoutFigures(sentence) === sentence;
}
