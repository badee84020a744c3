import { contentWords } from "@loopwright/simulator/language";
import { learnLikeness as learn, type Likeness } from "../analysis/rules/likeness.ts";

export type { Likeness };

/** Learns from the texts at hand which words are rare and therefore telling. */
export function learnLikeness(texts: readonly string[]): Likeness {
  return learn({
    texts,
    contentWords: (text) => contentWords(text.replace(general, " ")).filter(isTelling),
  });
}

/** Words that any eval and any instruction has say nothing about the topic. */
const general = /\b(?:answers?|analysts?|agents?|responses?)\b/gi;
const generalConcepts = new Set(["state", "company", "run"]);

function isTelling(word: string): boolean {
  return !generalConcepts.has(word);
}
