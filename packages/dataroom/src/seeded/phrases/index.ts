import type { Locale } from "../../locale.ts";
import type { NarrativePath } from "../paths.ts";
import { english } from "./en/index.ts";
import type { NarrativeFrame } from "./filler.ts";
import { chinese } from "./zh-CN/index.ts";

export type PhraseKey = keyof typeof english.phrases;
export type Topic = keyof typeof english.words.headings;

/** Everything that narratives of one language are made of. */
export interface PhraseBank {
  /** Formulations of each fact; all of a fact's formulations say the same. */
  phrases: Readonly<Record<PhraseKey, readonly string[]>>;
  frames: Readonly<Record<NarrativePath, NarrativeFrame>>;
  words: {
    /** Headings of sections that carry facts. */
    headings: Readonly<Record<Topic, readonly string[]>>;
    /** What was asked, where a file holds questions and answers. */
    questions: Readonly<Record<Topic, readonly string[]>>;
    /** Comes before an answer. */
    answered: string;
    /** Between two sentences of a paragraph. */
    space: string;
    /** Typography of the finished sentence. */
    tidy: (sentence: string) => string;
  };
}

export const phraseBanks: Readonly<Record<Locale, PhraseBank>> = {
  en: english,
  "zh-CN": chinese,
};

/** The topic is the part of a phrase's name before the dot. */
export function topicOf(phrase: PhraseKey): Topic {
  const name = phrase.slice(0, phrase.indexOf("."));
  if (!isTopic(name)) throw new RangeError(`${phrase} belongs to no topic`);
  return name;
}

function isTopic(name: string): name is Topic {
  return name in english.words.headings;
}
