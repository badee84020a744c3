import { readRule, splitSentences } from "@loopwright/simulator/language";
import { habitRules } from "./habit-rules/index.ts";
import { lookUp } from "./lookup.ts";
import type { Room } from "./room.ts";
import { say, type Statement } from "./statement.ts";

/** What standing rules ask every answer to say beyond what the analyst would say anyway. */
export interface Requirements {
  found: readonly Statement[];
  /** Asked for, and not in what was read. */
  missing: readonly Statement[];
}

/** At most so many, so that a long rule book does not bury the answer. */
const atMost = 4;
const goodFit = 0.6;

/** Looks up whatever a sentence such as "Always state the renewal date" asks for. */
export function meetRequirements(rules: string, question: string, room: Room): Requirements {
  const objects = splitSentences(rules)
    .filter(({ kind }) => kind === "prose" || kind === "list_item")
    .flatMap(({ text }) => demandedObject(text, question))
    .slice(0, atMost);
  const looked = objects.map((object) => ({ object, best: lookUp(object, room, 1)[0] }));
  return {
    found: looked.flatMap(({ best }) => (best && best.fit >= goodFit ? [best.statement] : [])),
    missing: looked
      .filter(({ best }) => !best || best.fit < goodFit)
      .map(({ object }) =>
        say(`Asked for by the instructions and not found in the data room: ${object}.`),
      ),
  };
}

const standing =
  /\b(?:always|in (?:every|each|all) answers?|(?:every|each|all|the|your) answers? (?:must|should|has to|have to)|you must|must always|make sure (?:to|that|the answer))\b/i;
const verb =
  /\b(?:state|states|mention|mentions|include|includes|name|names|give|gives|quote|quotes|report|reports)\b\s+(.+?)[.!]?$/i;
const condition = /\b(?:when|if|for|in)\b([^,]*(?:question|ask|about|concern)[^,]*),/i;

function demandedObject(sentence: string, question: string): string[] {
  if (!standing.test(sentence) || /\b(?:not|never|no|without|rather than)\b/i.test(sentence))
    return [];
  if (habitRules.some(({ topic }) => readRule(sentence, topic).stance !== "absent")) return [];
  if (!applies(sentence, question)) return [];
  const object = verb.exec(sentence.replaceAll("`", ""))?.[1];
  return object && !isAboutForm(object) ? [object.replace(/^(?:the|a|an|its|their)\s+/i, "")] : [];
}

/** A rule "when the question is about X" holds for questions that speak of X. */
function applies(sentence: string, question: string): boolean {
  const about = condition.exec(sentence)?.[1];
  if (!about) return true;
  const topic = about.match(/\b[\p{L}\d]{4,}\b/gu) ?? [];
  const inQuestion = question.toLowerCase();
  return topic
    .filter(
      (word) => !/^(?:question|questions|asks?|asked|about|concerns?|concerning)$/i.test(word),
    )
    .some((word) => inQuestion.includes(word.toLowerCase().replace(/s$/, "")));
}

/** Rules on how to write are no facts to look up. */
function isAboutForm(object: string): boolean {
  return /\b(?:sources?|citations?|files?|paths?|evidence|artifacts?|sections?|headings?|facts?|inferences?|figures? with|basis|claims?|conflicts?|contradictions?|questions?|tools?|what|answers?)\b/i.test(
    object,
  );
}
