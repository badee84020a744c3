import type { Likeness } from "./likeness.ts";
import type { Rule } from "./rules-of.ts";

/** What was wanted and what was not, in the words of whoever asked for it. */
export interface Wish {
  /** Sentences that a right run bears out; the first say most directly what went wrong. */
  wants: readonly string[];
  /** Sentences that a right run does not bear out. */
  rejects: readonly string[];
  /** Whether it is about the order of work rather than about what an answer says. */
  isStep: boolean;
}

/** What the harness says about a wish. */
export interface RuleSearch {
  /** `present`: a rule asks for it; `contrary`: a rule asks for the opposite; `absent`: none speaks of it. */
  stance: "present" | "contrary" | "absent";
  /** The rule, or the line beside which it would belong; undefined when the harness holds no text. */
  nearest: Rule | undefined;
}

interface Match {
  rule: Rule;
  score: number;
  shared: readonly string[];
}

/** Looks for the rule that asks for what is wished, in whatever words. */
export function findRule(options: {
  wish: Wish;
  rules: readonly Rule[];
  likeness: Likeness;
}): RuleSearch {
  const { wish, rules, likeness } = options;
  const matches = rules
    .map((rule) => bestMatch(rule, wish, likeness))
    .toSorted((a, b) => b.score - a.score);
  const onTopic = matches.filter((match) => isSameMatter(match, wish, likeness));
  const agreeing = onTopic.find(({ rule }) => agreement(rule.text, wish, likeness) > 0);
  if (agreeing) return { stance: "present", nearest: agreeing.rule };
  const opposing = onTopic.find(({ rule }) => agreement(rule.text, wish, likeness) < 0);
  if (opposing) return { stance: "contrary", nearest: opposing.rule };
  return { stance: "absent", nearest: placeFor(matches, wish.isStep) };
}

/** A rule that bans something is about what must not be, so that it is compared with that too. */
function bestMatch(rule: Rule, wish: Wish, likeness: Likeness): Match {
  const whole = wish.wants.join("\n");
  return [...wish.wants, ...wish.rejects, whole]
    .flatMap((text) => [
      { rule, score: likeness.between(text, rule.text), shared: likeness.shared(text, rule.text) },
      {
        rule,
        // A block is about more than its one sentence, so that it counts a little less.
        score: 0.9 * likeness.between(text, rule.block),
        shared: likeness.shared(text, rule.block),
      },
    ])
    .reduce((best, one) => (one.score > best.score ? one : best), { rule, score: 0, shared: [] });
}

/** Much of one sentence, or a fair part of all that is wished; and an order, not a description. */
function isSameMatter({ rule, score, shared }: Match, wish: Wish, likeness: Likeness): boolean {
  const wished = [...wish.wants, ...wish.rejects].join("\n");
  const covered = Math.max(
    likeness.covered(rule.text, wished),
    likeness.covered(rule.block, wished),
  );
  return (
    isOrder(rule) &&
    ((shared.length >= 2 && score >= 0.3 && covered >= 0.3) ||
      (shared.length >= 2 && score >= 0.2 && covered >= 0.45) ||
      (score >= 0.25 && covered >= 0.6) ||
      saysItAll(rule, wish, likeness))
  );
}

/** A long rule may hold all of a short wish, and be about more. */
function saysItAll(rule: Rule, { wants }: Wish, likeness: Likeness): boolean {
  return wants.some((want) => {
    const shared = likeness.shared(want, rule.text).length;
    const covered = likeness.covered(want, rule.text);
    return (shared >= 3 && covered >= 0.8) || (shared >= 2 && covered >= 0.95);
  });
}

/** Above 0 when the rule asks for what is wished, below 0 when it asks for the opposite, 0 when for neither. */
function agreement(rule: string, wish: Wish, likeness: Likeness): number {
  const nearest = (texts: readonly string[]) =>
    Math.max(0, ...texts.map((text) => likeness.between(text, rule)));
  const wanted = nearest(wish.wants);
  const rejected = nearest(wish.rejects);
  // A ban on going without something is an order; one on doing what is not so says nothing about doing it.
  if (isRestriction(rule)) return 0;
  if (!isBan(rule)) {
    const isRejected = wish.rejects.some((text) => likeness.covered(rule, text) >= 0.6);
    return isRejected && rejected > wanted + 0.15 ? -1 : 1;
  }
  // "Never judge by entity alone" bans what is rejected; "do not roll up" bans what is wanted.
  if (wish.rejects.length > 0 && rejected >= wanted) return 1;
  return nearest(wish.wants.filter(isNegative)) >= wanted ? 1 : -1;
}

const ban =
  /^(?:[^.]{0,60}[,:]\s*)?(?:do not|don['’]t|never|avoid|refrain|no need|there is no need|leave out|ignore|refuse|skip|omit|stop|must not|may not|不要|禁止|不得|无需|切勿)/i;

function isBan(text: string): boolean {
  return ban.test(text) || /\b(?:must|should|may|shall|can)\s?not\b/i.test(text);
}

function isRestriction(text: string): boolean {
  return (
    isBan(text) &&
    /\b(?:that|which|who)\s+(?:do|does|did|is|are|has|have|was|were)\s+not\b/i.test(text)
  );
}

function isNegative(text: string): boolean {
  return /\b(?:not|no|never|neither|nor|without|cannot|alone|refused?)\b|n['’]t\b/i.test(text);
}

/** List items and settings of a harness are orders; in running text an order shows by its verb. */
function isOrder({ kind, text }: Rule): boolean {
  if (kind !== "paragraph") return true;
  return (
    /\b(?:must|should|shall|always|never|do not|don['’]t|has to|have to|needs? to)\b/i.test(text) ||
    !/^(?:the|an?|this|that|these|those|it|its|they|there|here|you|your|we|our|people|when you|what|who|one)\b/i.test(
      text,
    )
  );
}

/**
 * A new rule belongs beside the one most like it, else at the end of the list of rules; a new step at the end of
 * the numbered steps.
 */
function placeFor(matches: readonly Match[], isStep: boolean): Rule | undefined {
  const inText = matches.filter(({ rule }) => rule.kind !== "setting");
  const always = inText
    .filter(({ rule }) => !rule.guidance)
    .toSorted((a, b) => a.rule.line - b.rule.line);
  const steps = always.filter(({ rule }) => /^\d+[.)]\s/.test(rule.quote));
  const items = always.filter(({ rule }) => /^[-*+]\s/.test(rule.quote));
  const near = items.filter(({ score }) => score >= 0.15).toSorted((a, b) => b.score - a.score);
  const listed = items.filter(({ rule }) => /\b(?:rules?|polic|evidence)/i.test(rule.heading));
  const found =
    (isStep ? steps.at(-1) : undefined) ??
    near[0] ??
    listed.at(-1) ??
    items.at(-1) ??
    always.at(-1) ??
    inText[0] ??
    matches[0];
  return found?.rule;
}
