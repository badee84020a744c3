import type { Likeness } from "./likeness.ts";
import type { Rule } from "./rules-of.ts";
import { wordsOf, type Wish } from "./wish.ts";

/** From this on a rule and a wish are about one matter. Chosen on the wordings marked `tuned` in `bench/diagnosis`. */
export const sameMatter = 0.55;

/**
 * How far a rule speaks of what is wished, 0 (not at all) to about 2: how alike they are, how much of the rule the
 * wish and its question speak of, and how much of one want the rule speaks of. Of the rule's sentence and the whole
 * paragraph, the better counts: one rule is often put in several sentences.
 */
export function relevance(rule: Rule, wish: Wish, likeness: Likeness): number {
  const sentence = relevanceOf(rule.text, wish, likeness);
  return rule.block === rule.text
    ? sentence
    : Math.max(sentence, relevanceOf(rule.block, wish, likeness));
}

function relevanceOf(rule: string, wish: Wish, likeness: Likeness): number {
  const all = wordsOf(wish);
  const telling = likeness.shared(all, rule).filter((word) => likeness.isTelling(word)).length;
  if (telling === 0) return 0;
  // A rule that bans something is about what must not be, so that it is compared with that too.
  const texts = [...wish.wants, ...wish.rejects, wish.wants.join("\n")];
  const alike = Math.max(...texts.map((text) => likeness.between(text, rule)));
  const ofRule = likeness.covered(rule, `${all}\n${wish.question}`);
  const ofWant = Math.max(0, ...wish.wants.map((want) => likeness.covered(want, rule)));
  return (telling > 1 ? 0.15 : -0.05) + alike + 0.5 * ofRule + 0.3 * ofWant;
}
