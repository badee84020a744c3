import type { Rule } from "./rules-of.ts";

/**
 * A new rule belongs beside the one most like it, else at the end of the list of rules; a new step at the end of
 * the numbered steps.
 *
 * @param ranked the rules with their relevance to what is missing
 */
export function placeFor(
  ranked: readonly { rule: Rule; score: number }[],
  isStep: boolean,
): Rule | undefined {
  const inText = ranked.filter(({ rule }) => rule.kind !== "setting");
  const always = inText
    .filter(({ rule }) => !rule.guidance)
    .toSorted((a, b) => a.rule.line - b.rule.line);
  const steps = always.filter(({ rule }) => /^\d+[.)]\s/.test(rule.quote));
  const items = always.filter(({ rule }) => /^[-*+]\s/.test(rule.quote));
  const near = items.filter(({ score }) => score >= 0.25).toSorted((a, b) => b.score - a.score);
  const listed = items.filter(({ rule }) => /\b(?:rules?|polic|evidence)/i.test(rule.heading));
  const found =
    (isStep ? steps.at(-1) : undefined) ??
    near[0] ??
    listed.at(-1) ??
    items.at(-1) ??
    always.at(-1) ??
    inText[0] ??
    ranked[0];
  return found?.rule;
}
