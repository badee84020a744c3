import { seededRandom } from "@loopwright/core/statistics";
import {
  readRule,
  splitSentences,
  type RuleReading,
  type RuleTopic,
  type Sentence,
} from "@loopwright/simulator/language";
import { habitIds, habitRules, type HabitId, type HabitRule } from "./habit-rules/index.ts";

export type { HabitId } from "./habit-rules/index.ts";

export interface HabitOptions {
  /** Everything the caller wrote: instructions and turn guidance. */
  rules: string;
  /** Stands for the model's weights. */
  seed: string;
  /** Identifies the conversation. */
  firstUserText: string;
  /** Chance, between 0 and 1, that a given rule is forgotten in a conversation. */
  lapseRate: number;
}

/**
 * The bad habits that are at work in a conversation. A habit is off when a rule asks for the right behaviour and
 * that rule is not forgotten; whether it is depends on seed, habit and conversation, so that every turn of a
 * conversation agrees.
 */
export function habitsAtWork(options: HabitOptions): ReadonlySet<HabitId> {
  const ruledOut = habitsRuledOut(options.rules);
  return new Set(habitIds.filter((id) => !ruledOut.has(id) || isForgotten(id, options)));
}

/** Every turn of every conversation brings the same rules; what they mean is worked out once. */
const readings = new Map<string, ReadonlySet<HabitId>>();
const readingsAtMost = 50;

function habitsRuledOut(rules: string): ReadonlySet<HabitId> {
  const known = readings.get(rules);
  if (known) return known;
  const against = habitRules.filter((habit) => stanceOn(rules, habit) === "required");
  const ruledOut = new Set(against.map(({ id }) => id));
  if (readings.size >= readingsAtMost) readings.clear();
  readings.set(rules, ruledOut);
  return ruledOut;
}

/**
 * What the rules say against a habit. Only sentences that name its subject are read, and the last one that says
 * something decides. A sentence that asks for the right thing or bans the wrong one is a rule against the habit.
 */
export function stanceOn(
  rules: string,
  { subject, contrary, topic }: Pick<HabitRule, "subject" | "contrary" | "topic">,
): RuleReading["stance"] {
  const stances = splitSentences(rules)
    .filter(({ kind, text }) => isRule(kind, text) && subject.test(text))
    .map((sentence) => {
      if (contrary?.test(sentence.text) && !negation.test(sentence.text)) return "forbidden";
      return leavesFree.test(sentence.text) ? "allowed" : readSentence(sentence, topic);
    });
  return stances.findLast((stance) => stance !== "absent") ?? "absent";
}

const negation = /\b(?:not|never|no|cannot|avoid|without|nor)\b|n't\b|不|勿/i;
const leavesFree = /\b(?:not|never|n't) (?:be )?(?:needed|necessary)\b|\boptional\b/i;

/** A name in code and a colon begin the description of an artifact or a field, and so does a list of columns. */
function isRule(kind: Sentence["kind"], text: string): boolean {
  return kind !== "heading" && kind !== "code" && !/^`[^`]+`:|`\w+(?:,\w+)+`/.test(text);
}

/** Read with what introduces it ("Never:"), and on its own where that says nothing. */
function readSentence({ text, parents }: Sentence, topic: RuleTopic): RuleReading["stance"] {
  const order = asOrder(withoutPaths(text));
  const inContext =
    parents.length > 0 ? stanceIn(`${parents.join(" ")}:\n- ${order}`, topic) : "absent";
  return inContext === "absent" ? stanceIn(order, topic) : inContext;
}

function stanceIn(sentence: string, { wanted, unwanted }: RuleTopic): RuleReading["stance"] {
  const stances = [
    readRule(sentence, { wanted }).stance,
    ...(unwanted ? [readRule(sentence, { wanted: [], unwanted }).stance] : []),
  ];
  const order = ["required", "forbidden", "allowed"] as const;
  return order.find((stance) => stances.includes(stance)) ?? "absent";
}

/** `legal/clause_inventory.csv` says what it holds once it is read as words. */
function withoutPaths(text: string): string {
  return text.replace(/[\w-]+(?:[/_][\w-]+)+(?:\.\w+)?/g, (path) => path.replaceAll(/[/_.]/g, " "));
}

/** Brings turns of phrase that the rule reader takes for something else into plain orders. */
function asOrder(text: string): string {
  return text
    .replace(/^(?:weight|discount|multiply)\b/i, (verb) => `Always ${verb.toLowerCase()}`)
    .replace(/^no (\w+) without\b/i, "Never state a $1 without")
    .replace(/\bmay only\b/i, "must only")
    .replace(/\bneither (.+?) nor (.+?) (can|may|must|should)\b/i, "$1 and $2 $3 not")
    .replace(/\b((?:not|never) (?:say|claim|state|report|imply))(?: that)?:/i, "$1 that");
}

function isForgotten(id: HabitId, { seed, firstUserText, lapseRate }: HabitOptions): boolean {
  return seededRandom(seed).fork(id).fork(firstUserText).next() < lapseRate;
}
