import { readRule, splitSentences } from "@loopwright/simulator/language";
import type { HarnessRule } from "./harness-rules.ts";
import type { Likeness } from "./likeness.ts";

/** What the harness says about a topic. */
export interface RuleSearch {
  /** `present`: a rule asks for it; `contrary`: a rule asks for the opposite; `absent`: none speaks of it. */
  stance: "present" | "contrary" | "absent";
  /** The rule, or where it would belong; undefined when the harness holds no text. */
  nearest: HarnessRule | undefined;
}

/** As alike as a rule and the wish it answers are when the words differ but the matter is the same. */
const sameMatter = 0.3;

/** Looks for the rule that asks for what `wish` describes, in whatever words. */
export function findRule(options: {
  wish: string;
  rules: readonly HarnessRule[];
  likeness: Likeness;
}): RuleSearch {
  const { wish, rules, likeness } = options;
  const wishes = splitSentences(wish).map((sentence) => sentence.text);
  const scored = rules
    .map((rule) => ({ rule, ...bestMatch(rule, wishes, likeness) }))
    .toSorted((a, b) => b.score - a.score);
  const best = scored[0];
  if (!best) return { stance: "absent", nearest: undefined };
  const matching = scored.filter(({ score, shared }) => score >= sameMatter && shared.length >= 2);
  const agreeing = matching.find(({ rule, wish, shared }) => agree(rule.text, wish, shared));
  if (agreeing) return { stance: "present", nearest: agreeing.rule };
  const contrary = matching.find(({ rule, wish, shared }) => isOrder(rule.text, wish, shared));
  return contrary
    ? { stance: "contrary", nearest: contrary.rule }
    : { stance: "absent", nearest: placeFor(best.rule, scored) };
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

/** A rule and a wish agree when they stand alike to the words that they share: both for, or both against. */
function agree(rule: string, wish: string, shared: readonly string[]): boolean {
  const stance = stanceOf(rule, shared);
  return stance !== "absent" && stance !== "allowed" && stance === stanceOf(wish, shared);
}

function isOrder(rule: string, wish: string, shared: readonly string[]): boolean {
  const stance = stanceOf(rule, shared);
  return (stance === "required" || stance === "forbidden") && stance !== stanceOf(wish, shared);
}

/** Reads a sentence as an order about the two most telling words that are shared. */
function stanceOf(text: string, shared: readonly string[]) {
  const topic = { wanted: [shared.slice(0, 2).map((word) => [word])] };
  return readRule(`The following must hold:\n- ${text}`, topic).stance;
}

/** A new rule belongs beside the rules most like it in the instructions, else wherever rules stand. */
function placeFor(best: HarnessRule, scored: readonly { rule: HarnessRule }[]): HarnessRule {
  return scored.find(({ rule }) => rule.path.endsWith(".md"))?.rule ?? best;
}
