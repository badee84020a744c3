import type { TraceEvidence } from "../../context/read-context.ts";
import { sentencesIn } from "../language/sentences.ts";
import type { Wish } from "../rules/wish.ts";

/** What an eval or a person asks for, and what they rule out. */
export interface Asked {
  wants: readonly string[];
  rejects: readonly string[];
}

/** All that people and evals ask of a run, whether it was met or not. */
export function askedOf(trace: TraceEvidence): Wish[] {
  const { question } = trace;
  const fromPeople = trace.humanFeedback.map((item) => ({
    wants: [...item.requiredObservations, firstSentence(item.summary)],
    rejects: item.prohibitedClaims,
    said: item.summary,
    question,
    isStep: false,
  }));
  const fromEvals = trace.evals.map((item) => ({
    ...askedIn(item.expectedBehavior || item.rubric),
    question,
    isStep: false,
  }));
  return [...fromPeople, ...fromEvals];
}

/** An eval's sentences, sorted by whether they want or rule out, without "the answer must". */
export function askedIn(text: string): Asked {
  const all = sentencesOf(text);
  const bans = /^(?:the answer|it) (?:must|should|may|does|do|is) not (?:\w+ )?(?:that )?/i;
  const wants = /^(?:the answer|it) (?:must|should|has to|needs to)(?: \w+ that)? /i;
  return {
    wants: all.filter((one) => !bans.test(one)).map((one) => one.replace(wants, "")),
    rejects: all.filter((one) => bans.test(one)).map((one) => one.replace(bans, "")),
  };
}

/** People say first what they want, and then why. */
export function firstSentence(text: string): string {
  return sentencesOf(text)[0] ?? text;
}

function sentencesOf(text: string): string[] {
  return text.split("\n").flatMap((line) => sentencesIn(line).map((sentence) => sentence.text));
}
