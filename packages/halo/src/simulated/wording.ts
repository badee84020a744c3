import { splitSentences } from "@loopwright/simulator/language";
import { isGeneral } from "../analysis/recommend/wording.ts";

/**
 * The words in which a wish for one answer is most nearly a rule for all. People say first what they want and
 * then why; only what they want becomes a rule, since a reason read as an order says something else.
 */
export function ruleWords(options: { summaries: readonly string[]; asked: string }): string {
  const fromPeople = options.summaries.flatMap((summary) => generalIn(summary).slice(0, 1));
  if (fromPeople.length > 0) return [...new Set(fromPeople)].join(" ");
  const general = generalIn(options.asked).slice(0, 3);
  return general.length > 0 ? general.join(" ") : options.asked;
}

function generalIn(text: string): string[] {
  return splitSentences(text)
    .map((sentence) => sentence.text)
    .filter(isGeneral);
}
