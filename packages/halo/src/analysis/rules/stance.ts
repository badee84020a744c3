import type { Likeness } from "./likeness.ts";
import type { Wish } from "./wish.ts";

/** Whether a sentence on the matter asks for what is wished, for the opposite, or for neither. */
export type Stance = "for" | "against" | "neither";

/** Reads a rule clause by clause: an order after a ban ("do not point at the file; give the text") is an order. */
export function stanceOf(rule: string, wish: Wish, likeness: Likeness): Stance {
  const stances = rule.split(/[;；]\s*/).map((clause) => stanceOfClause(clause, wish, likeness));
  if (stances.includes("for")) return "for";
  return stances.includes("against") ? "against" : "neither";
}

function stanceOfClause(rule: string, wish: Wish, likeness: Likeness): Stance {
  const nearest = (texts: readonly string[]) =>
    Math.max(0, ...texts.map((text) => likeness.between(text, rule)));
  const wanted = nearest(wish.wants);
  const rejected = nearest(wish.rejects);
  // A ban on doing what is not so says nothing about doing it.
  if (isBan(rule) && isRestriction(rule)) return "neither";
  if (!isBan(rule) || demandsOtherwise(rule)) {
    const isRejected = wish.rejects.some(
      (text) => isNegative(text) === isNegative(rule) && likeness.covered(rule, text) >= 0.6,
    );
    return isRejected && rejected > wanted + 0.15 ? "against" : "for";
  }
  // "Never judge by entity alone" bans what is rejected; "do not roll up" bans what is wanted.
  if (wish.rejects.length > 0 && rejected >= wanted) return "for";
  if (nearest(wish.wants.filter(isNegative)) >= wanted) return "for";
  const isWanted = likeness.covered(rule, wish.wants.join("\n")) >= 0.5;
  return isWanted ? "against" : "for";
}

const ban =
  /^(?:[^.]{0,60}[,:]\s*)?(?:do not|don['’]t|never|avoid|refrain|no need|there is no need|leave out|ignore|refuse|skip|omit|stop|must not|may not|不要|禁止|不得|无需|切勿)/i;

function isBan(text: string): boolean {
  return ban.test(text) || /\b(?:must|should|may|shall|can)\s?(?:not|never)\b/i.test(text);
}

/** "Never answer without", "not before", "not by X alone", "do not mix", "do not leave out": bans that are orders. */
function demandsOtherwise(text: string): boolean {
  return (
    /\b(?:not|never)\b.*\b(?:without|before|until|unless|alone|only|instead of|in place of|merely)\b/i.test(
      text,
    ) ||
    /\b(?:not|never)(?: be)? (?:mix|blend|lump|conflate|confuse|omit|skip|ignore|leave out|forget|fail|smooth|hide|drop)/i.test(
      text,
    )
  );
}

function isRestriction(text: string): boolean {
  return /\b(?:that|which|who)\s+(?:do|does|did|is|are|has|have|was|were)\s+not\b/i.test(text);
}

function isNegative(text: string): boolean {
  return /\b(?:not|no|nothing|nobody|never|neither|nor|without|cannot|alone|refus\w*|declin\w*|withh\w*)\b|n['’]t\b|不|未|无/i.test(
    text,
  );
}
