import {
  cuePhrases,
  harmlessPhrases,
  thoughtBreaks,
  turningWords,
  type CuePhrase,
  type Reach,
} from "./cue-tables.ts";
import { isDirectiveVerb } from "./directives.ts";
import { longestAt } from "./phrase-book.ts";
import type { Token } from "./tokens.ts";

/** A negation: its own tokens `at..atEnd` and the tokens `from..to` that it turns round. */
export interface Cue {
  at: number;
  atEnd: number;
  from: number;
  to: number;
  /** A "before" or "unless" within a negation, which leads back to the affirmative. */
  turning: boolean;
}

/** Every negation of a sentence with what it covers. Negations nest: "never answer without checking". */
export function cuesOf(tokens: readonly Token[]): Cue[] {
  const cues: Cue[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const harmless = longestAt(harmlessPhrases, tokens, at);
    if (harmless) {
      at += harmless.words.length - 1;
      continue;
    }
    const found = cueAt(tokens, at) ?? turningAt(tokens, at, cues);
    if (!found) continue;
    cues.push(found);
    at = found.atEnd;
  }
  return cues;
}

function cueAt(tokens: readonly Token[], at: number): Cue | undefined {
  const phrase = longestAt(cuePhrases, tokens, at);
  if (phrase) return cueOf(tokens, at, at + phrase.words.length - 1, reachOf(tokens, at, phrase));
  const torn = tornCueAt(tokens, at);
  if (torn) return torn;
  const token = tokens[at];
  if (/^(?:to|over|above)$/.test(token?.lower ?? "") && isLesserChoice(tokens, at))
    return cueOf(tokens, at, at, "to_comma");
  return token?.lower.endsWith("n't") ? cueOf(tokens, at, at, "onward") : undefined;
}

/** "It is forbidden to …", "it is false that …": these speak of what follows, not of what came before. */
function reachOf(tokens: readonly Token[], at: number, { words, reach }: CuePhrase): Reach {
  const next = tokens[at + words.length]?.lower ?? "";
  return reach === "back" && /^(?:to|that)$/.test(next) ? "onward" : reach;
}

/** "Leave the parents out": what stands between verb and particle is ruled out. */
function tornCueAt(tokens: readonly Token[], at: number): Cue | undefined {
  if (!/^(?:leave|leaves|leaving|left|keep|keeps|kept)$/.test(tokens[at]?.lower ?? ""))
    return undefined;
  const out = tokens.findIndex(
    ({ lower }, index) => index > at + 1 && index <= at + 6 && lower === "out",
  );
  const whole = tokens.slice(at, out).every(({ kind }) => kind !== "punctuation");
  return out > 0 && whole ? { at, atEnd: at, from: at + 1, to: out, turning: false } : undefined;
}

/** "Prefer the bridge to the deck": what comes after "to" or "over" is the lesser choice. */
function isLesserChoice(tokens: readonly Token[], at: number): boolean {
  const prefer = tokens.findLastIndex(
    ({ lower }, index) => index < at && /^(?:prefer(?:s|red)?|favou?r(?:s|ed)?)$/.test(lower),
  );
  return prefer >= 0 && at > prefer + 1 && at <= prefer + 10;
}

function turningAt(tokens: readonly Token[], at: number, open: readonly Cue[]): Cue | undefined {
  const token = tokens[at];
  const inside = open.find((cue) => cue.from <= at && at <= cue.to);
  if (!token || !inside || !turningWords.has(token.lower)) return undefined;
  return { at, atEnd: at, from: at + 1, to: inside.to, turning: true };
}

function cueOf(tokens: readonly Token[], at: number, atEnd: number, reach: Reach): Cue {
  if (reach === "back")
    return { at, atEnd, from: thoughtStart(tokens, at), to: at - 1, turning: false };
  const short = reach === "to_comma" || isAfterthought(tokens, at);
  const to = thoughtEnd(tokens, atEnd + 1, short);
  const turnsSubject = isPassiveBan(tokens, at) || to <= atEnd;
  if (!turnsSubject) return { at, atEnd, from: atEnd + 1, to, turning: false };
  return { at, atEnd, from: subjectStart(tokens, at), to: Math.max(to, at - 1), turning: false };
}

/** "Headline figures must not be used": what is banned stands before the verb. So it does in "Type II has not." */
function isPassiveBan(tokens: readonly Token[], at: number): boolean {
  const [before, cue, next, after] = [-1, 0, 1, 2].map((step) => tokens[at + step]?.lower ?? "");
  if (next === "to" && after === "be") return /^(?:is|are)$/.test(before ?? "");
  const modal = /^(?:must|should|shall|may|can|cannot|ought)$/.test(before ?? "");
  return (modal || cue === "cannot") && next === "be";
}

function subjectStart(tokens: readonly Token[], at: number): number {
  const start = thoughtStart(tokens, at);
  const comma = tokens.findLastIndex(({ lower }, index) => index < at && lower === ",");
  return Math.max(start, comma + 1);
}

/** "per parent, not per entity": a `not` that only sets a contrast reaches to the next comma. */
function isAfterthought(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1]?.lower ?? "";
  const cue = tokens[at]?.lower ?? "";
  return /^(?:,|，|and|—|–|\()$/.test(before) && /^(?:not|never|no|nor|不是|而非)$/.test(cue);
}

function thoughtEnd(tokens: readonly Token[], from: number, short: boolean): number {
  for (let at = from; at < tokens.length; at++) if (endsAt(tokens, at, from, short)) return at - 1;
  return tokens.length - 1;
}

function thoughtStart(tokens: readonly Token[], before: number): number {
  for (let at = before - 1; at >= 0; at--)
    if (
      /^[;；。:：—–]$/.test(tokens[at]?.lower ?? "") ||
      /^(?:but|however|while|whereas|但|但是)$/.test(tokens[at]?.lower ?? "")
    )
      return at + 1;
  return 0;
}

/** "What you could not settle belongs …": the opening clause ends here, and its negation with it. */
const mainVerb = /^(?:is|are|must|should|belongs?|goes|go|stays?|remains?|has|needs?)$/;

function endsAt(tokens: readonly Token[], at: number, from: number, short: boolean): boolean {
  const lower = tokens[at]?.lower ?? "";
  if (mainVerb.test(lower) && /^what(?:ever)?$/.test(tokens[0]?.lower ?? "")) return true;
  if (/^[;；。！？!?.—–)）:：]$/.test(lower)) return true;
  if (thoughtBreaks.has(lower) && at > from) return true;
  if (lower === "instead" && tokens[at + 1]?.lower !== "of") return true;
  if (lower === "," || lower === "，") return at > from && (short || startsThought(tokens, at + 1));
  return lower === "and" && startsThought(tokens, at);
}

const restart =
  /^(?:not|never|no|nor|always|must|should|instead|rather|keep|use|it|they|he|she|we|you|there|only|请|必须|应|应当|应该|不得|不要|不能|而)$|n't$/;

/** Does a new thought begin here: another order, another subject, another negation? */
function startsThought(tokens: readonly Token[], at: number): boolean {
  const first = tokens[at]?.lower ?? "";
  if (/^(?:and|or|then|so)$/.test(first))
    return first !== "or" && isFreshStart(tokens[at + 1]?.lower ?? "");
  return (
    restart.test(first) || isDirectiveVerb(first) || first.includes("应") || first.includes("须")
  );
}

function isFreshStart(lower: string): boolean {
  return /^(?:not|never|always|must|should|instead|rather|keep|no|only|do|don't)$/.test(lower);
}
