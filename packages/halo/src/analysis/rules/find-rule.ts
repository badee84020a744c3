import type { Likeness } from "./likeness.ts";
import { placeFor } from "./place-for.ts";
import { relevance, sameMatter } from "./relevance.ts";
import type { Rule } from "./rules-of.ts";
import { stanceOf } from "./stance.ts";
import { wordsOf, type Wish } from "./wish.ts";

/** What the harness says about a wish. */
export interface RuleSearch {
  /** `present`: a rule asks for it; `contrary`: a rule asks for the opposite; `absent`: none speaks of it. */
  stance: "present" | "contrary" | "absent";
  /** The rule, or the line beside which it would belong; undefined when the harness holds no text. */
  nearest: Rule | undefined;
}

/** As relevant as this a rule is a good neighbour, though not the same matter. */
const near = 0.25;

/** A rule that fits another wish by so much better is about that one. */
const rivalShare = 0.9;

/**
 * Prepares to look for the rule that asks for what is wished, in whatever words.
 *
 * @param options.wishes everything that anybody asked of the runs, met or not: a rule belongs to the wish that
 *   it fits best, so that words which many wishes share ("finance", "figure") mislead less
 */
export function createRuleSearch(options: {
  rules: readonly Rule[];
  wishes: readonly Wish[];
  likeness: Likeness;
}): (wish: Wish) => RuleSearch {
  const { rules, wishes, likeness } = options;
  const fits = new Map(
    rules
      .filter(isOrder)
      .map((rule) => [rule, wishes.map((wish) => relevance(rule, wish, likeness))]),
  );
  return (wish) => {
    const rivals = wishes.map((other) => !isSameWish(wish, other, likeness));
    const ranked = rules
      .map((rule) => ({ rule, score: relevance(rule, wish, likeness) }))
      .toSorted((a, b) => b.score - a.score);
    const onMatter = ranked
      .filter(({ rule, score }) => {
        const others = fits.get(rule)?.filter((_, index) => rivals[index]);
        return others && score >= sameMatter && score >= rivalShare * Math.max(0, ...others);
      })
      .map(({ rule }) => ({ rule, stance: stanceOf(rule.text, wish, likeness) }));
    const asking = onMatter.find(({ stance }) => stance === "for");
    if (asking) return { stance: "present", nearest: asking.rule };
    const opposing = onMatter.find(({ stance }) => stance === "against");
    if (opposing) return { stance: "contrary", nearest: opposing.rule };
    return { stance: "absent", nearest: placeFor(ranked, { isStep: wish.isStep, near }) };
  };
}

/** Of a wish with several parts often only one fails; the whole is no rival of its part. */
function isSameWish(wish: Wish, other: Wish, likeness: Likeness): boolean {
  const [mine, theirs] = [wordsOf(wish), wordsOf(other)];
  return likeness.covered(mine, theirs) >= 0.5 || likeness.covered(theirs, mine) >= 0.5;
}

/**
 * List items and settings of a harness are orders. In running text an order shows by its verb, or by saying how
 * things are done ("claims are cited", "the export comes first").
 */
function isOrder({ kind, text }: Rule): boolean {
  return (
    kind !== "paragraph" ||
    /\b(?:must|should|shall|always|never|do not|don['’]t|has to|have to|needs? to|needs? an?)\b/i.test(
      text,
    ) ||
    /\b(?:is|are|gets?)\s+(?:to be\s+)?(?:\w+ly\s+)?\w{2,}(?:ed|en|wn)\b|\b(?:comes? first|goes|go|belongs?|beats?|outranks?|takes? precedence|counts?|wins?)\b/i.test(
      text,
    ) ||
    !/^(?:the|an?|this|that|these|those|it|its|they|there|here|you|your|we|our|people|when you|what|who|one)\b/i.test(
      text,
    )
  );
}
