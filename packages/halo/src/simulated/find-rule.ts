import { readRule, splitSentences, type RuleReading } from "@loopwright/simulator/language";
import { placeFor } from "../analysis/rules/place-for.ts";
import type { HarnessRule } from "./harness-rules.ts";
import type { Likeness } from "./likeness.ts";

/** What the harness says about a topic. */
export interface RuleSearch {
  /** `present`: a rule asks for it; `contrary`: a rule asks for the opposite; `absent`: none speaks of it. */
  stance: "present" | "contrary" | "absent";
  /** The rule, or where it would belong; undefined when the harness holds no text. */
  nearest: HarnessRule | undefined;
}

/**
 * Looks for the rule that asks for what `wish` describes, in whatever words. What was said about the failure
 * helps to tell a rule that was broken from one that asks for the failure.
 */
export function findRule(options: {
  wish: string;
  failure: string;
  /** Whether the wish is about the order of work, and not about what an answer says. */
  isStep: boolean;
  rules: readonly HarnessRule[];
  likeness: Likeness;
}): RuleSearch {
  const { wish, failure, isStep, rules, likeness } = options;
  const wishes = splitSentences(wish).map((sentence) => sentence.text);
  const scored = rules
    .map((rule) => ({ rule, ...bestMatch(rule, wishes, likeness) }))
    .toSorted((a, b) => b.score - a.score);
  const matching = scored.filter(
    ({ rule, score, shared }) =>
      shared.length >= 2 &&
      isSameMatter(score, likeness.covered(wish, rule.text)) &&
      isOrder(rule, shared),
  );
  const agreeing = matching.find(({ rule, shared }) => {
    const words = [...new Set([...shared, ...likeness.shared(rule.text, failure)])];
    return agreement({ rule: rule.text, wish, failure, words }) >= 0;
  });
  if (agreeing) return { stance: "present", nearest: agreeing.rule };
  const contrary = matching[0];
  return contrary
    ? { stance: "contrary", nearest: contrary.rule }
    : { stance: "absent", nearest: placeFor(scored, { isStep, near: 0.15 }) };
}

function bestMatch(rule: HarnessRule, wishes: readonly string[], likeness: Likeness) {
  return wishes
    .map((wish) => ({
      wish,
      score: likeness.between(wish, rule.text),
      shared: likeness.shared(wish, rule.text),
    }))
    .reduce((best, one) => (one.score > best.score ? one : best), {
      wish: "",
      score: 0,
      shared: [] as string[],
    });
}

/** Much of one sentence, or a fair part of all that is wished. */
function isSameMatter(score: number, covered: number): boolean {
  return (score >= 0.3 && covered >= 0.12) || (score >= 0.18 && covered >= 0.2);
}

/**
 * How far a rule wants what is wished rather than what went wrong: over the words that are telling, it asks for
 * what the wish asks for and rules out what the wish rules out, or does so for the failure.
 */
function agreement(given: {
  rule: string;
  wish: string;
  failure: string;
  words: readonly string[];
}): number {
  const votes = given.words.map((word) => {
    const rule = stanceOn(given.rule, word);
    return sameWay(rule, stanceOn(given.wish, word)) - sameWay(rule, stanceOn(given.failure, word));
  });
  return votes.reduce((sum, vote) => sum + vote, 0);
}

function sameWay(a: RuleReading["stance"], b: RuleReading["stance"]): number {
  if (!isDecided(a) || !isDecided(b)) return 0;
  return a === b ? 1 : -1;
}

/** Whether a sentence orders something about the matter, where it stands; a description is no rule. */
function isOrder(rule: HarnessRule, shared: readonly string[]): boolean {
  return shared.some((word) => isDecided(readRule(rule.inContext, { wanted: [[[word]]] }).stance));
}

function isDecided(stance: RuleReading["stance"]): boolean {
  return stance === "required" || stance === "forbidden";
}

/** What a text, taken as an order, says about one word: that it is wanted, or that it is not. */
function stanceOn(text: string, word: string): RuleReading["stance"] {
  const lines = splitSentences(text).map((sentence) => `- ${sentence.text}`);
  return readRule(["The following must hold:", ...lines].join("\n"), { wanted: [[[word]]] }).stance;
}
