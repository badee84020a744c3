import { readClaim, type Claim } from "./claim.ts";
import { isNamedWhole } from "./is-named-whole.ts";
import { matchClaim, type ClaimMatch } from "./match-claim.ts";
import { read } from "./reading.ts";
import { splitOutsideBrackets } from "./brackets.ts";
import { splitSentences } from "./split-sentences.ts";

export interface FoundStatement {
  stance: "affirmed" | "denied" | "attributed" | "absent";
  /** The sentence, or two neighbouring ones, that came closest. */
  sentence?: string;
  /** Share of the statement's words and figures that were found there, 0 to 1. */
  coverage: number;
}

/** From this share on, a sentence is taken to speak of the statement. */
const enough = 0.6;

/**
 * Does a text state a statement, in its own words?
 *
 * - "affirmed": a sentence, or two in a row, says it.
 * - "denied": it says the contrary, or the same with another figure.
 * - "attributed": it only reports that somebody else says so ("management claims …", a quotation).
 * - "absent": nothing comes near.
 *
 * A statement of several thoughts (";", ", but", "while") has to be found thought by thought.
 *
 * Limits: it compares words (with synonyms), figures and negation; it does not reason. A paraphrase with none of
 * the statement's words is "absent"; who does what to whom is told apart only by nearness; what only follows from
 * the text is not found.
 *
 * @example findStatement("Finance hasn't verified the NRR.", "NRR is not validated").stance // "affirmed"
 */
export function findStatement(text: string, statement: string): FoundStatement {
  const windows = windowsOf(text);
  const found = thoughtsOf(statement).map((thought) => bestMatch(windows, readClaim(thought)));
  return together(found);
}

/**
 * Does a text speak of a thing that a demand names and leaves open, as "the landlord of the Dublin office" or "how many
 * patents are pending" do? Another office's landlord is another thing.
 *
 * @example findNamed("The Dublin office belongs to Castlegate, its landlord.", "the landlord of the Dublin office")
 */
export function findNamed(text: string, thing: string): FoundStatement {
  const claim = readClaim(
    thing
      .replace(/^(?:how (?:many|much)|who|which|what|when|where|why)\b/iu, "the")
      // "The three data centres" are there once they are named, counted or not.
      .replace(
        /^(?<article>the|its|their) (?:two|three|four|five|six|seven|eight|nine|ten|\d+)\b/iu,
        "$<article>",
      ),
  );
  const found = bestMatch(windowsOf(text), claim);
  if (found.stance === "absent" || isNamedWhole(claim, read(found.sentence ?? ""))) return found;
  return { ...found, stance: "absent" };
}

interface Window {
  text: string;
  /** Two sentences side by side count a little less than one. */
  discount: number;
  /** The next sentence takes it back: "On closer inspection, that figure is wrong." */
  isRetracted: boolean;
  /** The sentences, when there are two. */
  parts?: readonly [string, string];
}

const retraction =
  /^\W*(?:(?:however|but|on (?:closer|second) (?:inspection|look|thoughts?)|in fact|actually|yet|still)\W+){0,2}(?:that|this|it|which|none of (?:this|that)|(?:that|this|the) (?:last |above |former )?(?:figure|claim|statement|number|sentence|assertion|point))\b(?:\s+\w+){0,3}?\s+(?:is|was|are|were|proves?|proved|turns? out|turned out|has|have|does|do|must|should|cannot|can)\b[^.;]*\b(?:wrong|false|incorrect|untrue|mistaken|mistake|not true|not so|not right|not correct|not hold|not the case|withdrawn|disregarded|superseded|retracted|an error|no longer (?:true|hold|right))/iu;

function windowsOf(text: string): Window[] {
  // Marks of emphasis stand between words that belong together: "above **25%**", "of __$4M__".
  const sentences = splitSentences(text.replaceAll(/\*\*|__/gu, ""));
  const isTakenBack = (index: number) => retraction.test(sentences[index + 1]?.text ?? "");
  const single = sentences.map(({ text: sentence, parents, kind }, index) => ({
    // A question stays one under any heading.
    text:
      kind === "list_item" && parents.length > 0 && !/[?？]$/u.test(sentence)
        ? `${parents.at(-1)} ${sentence}`
        : sentence,
    discount: 0,
    isRetracted: isTakenBack(index),
  }));
  const alone = sentences.flatMap(({ kind, text: sentence }, index) =>
    kind === "list_item" ? [{ text: sentence, discount: 0, isRetracted: isTakenBack(index) }] : [],
  );
  const pairs = sentences.slice(1).flatMap((sentence, index): Window[] => {
    const before = sentences[index]?.text ?? "";
    if ([before, sentence.text].some((part) => /[?？]\W*$/u.test(part))) return [];
    return [
      {
        text: `${before} ${sentence.text}`,
        discount: 0.1,
        isRetracted: isTakenBack(index) || isTakenBack(index + 1),
        parts: [before, sentence.text],
      },
    ];
  });
  return [...alone, ...single, ...pairs];
}

/** "Type I is complete; Type II is not" are two thoughts; a splinter without matter stays with its neighbour. */
function thoughtsOf(statement: string): string[] {
  const parts = splitOutsideBrackets(
    statement,
    /[;；]\s*|,?\s+(?:but|whereas|while|although)\s+|,?\s+and\s+(?=(?:its|their|no|the|that)\s+(?:\w+\s+){1,3}(?:is|are|was|were|has|have|cannot)\b)|，但是?|，而(?!不)/iu,
  );
  const whole = parts.every(
    (part) => readClaim(part).words.length + readClaim(part).figures.length >= 2,
  );
  return whole && !/\bnot only\b/i.test(statement) ? parts : [statement];
}

const rank = { affirmed: 3, denied: 2, attributed: 1, absent: 0 } as const;

function bestMatch(windows: readonly Window[], claim: Claim): FoundStatement {
  let best: FoundStatement = { stance: "absent", coverage: 0 };
  let bestScore = -1;
  for (const window of windows) {
    if (window.parts && eachGivesFigure(window.parts, claim)) continue;
    const match = matchClaim(read(window.text), claim);
    const spoken = match.coverage - window.discount >= enough ? stanceOf(match) : "absent";
    const stance = spoken === "affirmed" && window.isRetracted ? "denied" : spoken;
    const score =
      match.coverage - window.discount + (stance === "absent" ? 0 : 1) + rank[stance] / 100;
    if (score <= bestScore) continue;
    bestScore = score;
    best = { stance, sentence: window.text, coverage: round(match.coverage) };
  }
  return best;
}

/** "The ARR to rely on is $36.9M. The board's is $43.0M." says of one figure alone what it is for. */
function eachGivesFigure(parts: readonly [string, string], { figures, purpose }: Claim): boolean {
  if (purpose.length === 0) return false;
  return figures.some(({ unit }) =>
    parts.every((part) => read(part).figures.some((figure) => figure.unit === unit)),
  );
}

function stanceOf(match: ClaimMatch): FoundStatement["stance"] {
  if (match.elsewhere || match.supposed) return "absent";
  if (match.attributed) return "attributed";
  return match.agrees ? "affirmed" : "denied";
}

function together(found: readonly FoundStatement[]): FoundStatement {
  const weakest = found.toSorted((a, b) => order(a) - order(b))[0] ?? {
    stance: "absent",
    coverage: 0,
  };
  const coverage = found.reduce((sum, part) => sum + part.coverage, 0) / Math.max(1, found.length);
  return { ...weakest, coverage: round(coverage) };
}

function order({ stance }: FoundStatement): number {
  return ["denied", "absent", "attributed", "affirmed"].indexOf(stance);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
