/** As much of a rule as tells whether another belongs beside it. */
export interface Neighbor {
  line: number;
  /** The line as it stands in the file. */
  quote: string;
  heading: string;
  kind: "item" | "paragraph" | "setting";
  /** Set where the rule stands in conditional guidance. */
  guidance?: object;
}

/**
 * A new rule belongs beside the one most like it, else at the end of the list of rules; a new step at the end of
 * the numbered steps.
 *
 * @param ranked the rules, the most like first, each with how like it is
 * @param options.near how like a rule has to be to what is missing for that to belong beside it
 */
export function placeFor<Rule extends Neighbor>(
  ranked: readonly { rule: Rule; score: number }[],
  options: { isStep: boolean; near: number },
): Rule | undefined {
  const inText = ranked.filter(({ rule }) => rule.kind !== "setting");
  const always = inText
    .filter(({ rule }) => !rule.guidance)
    .toSorted((a, b) => a.rule.line - b.rule.line);
  const steps = always.filter(({ rule }) => /^\d+[.)]\s/.test(rule.quote));
  const items = always.filter(({ rule }) => /^[-*+]\s/.test(rule.quote));
  const near = items
    .filter(({ score }) => score >= options.near)
    .toSorted((a, b) => b.score - a.score);
  const listed = items.filter(({ rule }) => /\b(?:rules?|polic|evidence)/i.test(rule.heading));
  const found =
    (options.isStep ? steps.at(-1) : undefined) ??
    near[0] ??
    listed.at(-1) ??
    items.at(-1) ??
    always.at(-1) ??
    inText[0] ??
    ranked[0];
  return found?.rule;
}
