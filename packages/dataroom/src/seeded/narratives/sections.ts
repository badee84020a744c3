import type { Random } from "@loopwright/core/statistics";
import { bullets } from "../../dataroom-file.ts";
import type { FillerSection } from "../phrases/filler.ts";

export interface Section {
  heading: string;
  blocks: string[];
}

/** How sentences are set: `mixed` leaves it to chance whether they are a list or paragraphs. */
export type SectionForm = "list" | "mixed";

/** Sentences as a list or as paragraphs. */
export function proseSection(
  heading: string,
  sentences: readonly string[],
  { space, random, form }: { space: string; random: Random; form: SectionForm },
): Section {
  const listed = form === "list" || (sentences.length > 2 && random.next() < 0.5);
  return { heading, blocks: listed ? [bullets(sentences)] : paragraphs(sentences, space, random) };
}

export function answerSection(heading: string, question: string, answer: string): Section {
  return { heading, blocks: [question, answer] };
}

interface FillerOptions {
  say: (formulation: string) => string;
  space: string;
  random: Random;
}

/** Some of the sections that a frame offers, with some of their sentences. */
export function fillerSections(
  offered: readonly FillerSection[],
  { say, space, random }: FillerOptions,
): Section[] {
  const count = random.integer(Math.ceil(offered.length / 2), offered.length);
  return random
    .shuffle(offered)
    .slice(0, count)
    .map(({ headings, sentences }) => {
      const taken = random.integer(Math.min(2, sentences.length), Math.min(4, sentences.length));
      const said = random.shuffle(sentences).slice(0, taken).map(say);
      return proseSection(say(random.pick(headings)), said, { space, random, form: "mixed" });
    });
}

/** One to three sentences a paragraph. A sentence without a full stop gets one. */
function paragraphs(sentences: readonly string[], space: string, random: Random): string[] {
  const blocks: string[] = [];
  for (let at = 0; at < sentences.length;) {
    const size = random.integer(1, 3);
    blocks.push(
      sentences
        .slice(at, at + size)
        .map((each) => ended(each, space))
        .join(space),
    );
    at += size;
  }
  return blocks;
}

function ended(sentence: string, space: string): string {
  if (/[.!?。！？]$/.test(sentence)) return sentence;
  return `${sentence}${space === "" ? "。" : "."}`;
}
