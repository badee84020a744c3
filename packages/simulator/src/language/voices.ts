import type { Figure } from "./figures.ts";
import type { Reading } from "./reading.ts";
import type { Word } from "./words.ts";

const source =
  "whoever|management(?: team)?|sales(?: team)?|(?:the |sales |security )*faq|board(?: deck)?|deck|marketing|seller|vendor|ceo|founders?|executives?|company|narrative|overview|pitch|press release|team|brochure|管理层|销售|董事会";
const speech =
  "talk of|talks of|speak of|speaks of|quote|claim|say|said|state|report|cite|call|describe|assert|present|pitch|argue|believe|maintain|insist|suggest|contend|allege|hope|tell|told|promise|market|advertise|imply|implie|estimate|position|put|see|声称|称|表示|认为|宣称";

const spoken = [
  new RegExp(
    `\\b(?:${source})\\b(?:'s)?(?:\\s+\\w+){0,3}?\\s+(?:${speech})(?:s|es|ed|d|ing)?\\b`,
    "giu",
  ),
  new RegExp(
    `\\b(?:according to|as per|per|in the words of|in the view of|as told by|as claimed by)\\s+(?:the\\s+)?(?:${source})\\b`,
    "giu",
  ),
  /(?:管理层|销售|董事会|常见问题)[^，。；]{0,6}?(?:声称|称|表示|认为|宣称)/gu,
];
/** "Management's ARR of $43.0M": the figure is theirs, and what comes after it is not. */
const owned = new RegExp(
  `\\b(?:${source})['’]s(?<what>(?:\\s+[\\p{L}-]+){0,4}\\s+[$€£¥]?\\d[\\d.,]*)`,
  "giu",
);
const spokenAfter = new RegExp(
  `,\\s*(?:${source})\\s+(?:${speech})(?:s|es|ed|d)?\\b|\\bas (?:${speech})(?:ed|d)? by (?:the )?(?:${source})\\b|\\bis (?:${speech})(?:ed|d) by (?:the )?(?:${source})\\b`,
  "giu",
);

/** Are these words put into somebody else's mouth, by attribution or by quotation marks? */
export function isSomebodyElses(reading: Reading, words: readonly Word[]): boolean {
  const places = words.map((word) => reading.tokens[word.from]?.start ?? 0);
  if (places.length === 0) return false;
  const inQuotes = quotedSpans(reading.text);
  if (
    inQuotes.some(
      ([from, to]) =>
        places.filter((place) => from <= place && place < to).length * 2 > places.length &&
        to - from > 8,
    )
  )
    return true;
  return attributions(reading).some(
    ({ from, to, at, atEnd }) =>
      !words.some((word) => isNamed(word, reading, at, atEnd)) &&
      places.filter((place) => from <= place && place < to).length * 2 > places.length,
  );
}

function isNamed(word: Word, { tokens, words }: Reading, at: number, atEnd: number): boolean {
  const isWithin = ({ from }: Word) => {
    const start = tokens[from]?.start ?? 0;
    return at <= start && start < atEnd;
  };
  // "Asset Management" further on is what is spoken of, not who speaks.
  const elsewhere = words.some((other) => other.concept === word.concept && !isWithin(other));
  return isWithin(word) && !elsewhere && word.concept !== "state" && word.concept !== "claim";
}

/** Is the figure itself somebody else's ("management talks of 21"), while the claim attributes nothing? */
export function givenBySomebodyElse(
  reading: Reading,
  claim: Reading,
  figures: readonly Figure[],
): boolean {
  if (figures.length === 0 || attributions(claim).length > 0 || namesSource(claim)) return false;
  const spans = attributions(reading);
  return figures.every(({ start }) => spans.some(({ from, to }) => from <= start && start < to));
}

const anySource = new RegExp(`\\b(?:${source})\\b`, "iu");

function namesSource({ text }: Reading): boolean {
  return anySource.test(text);
}

interface Span {
  from: number;
  to: number;
  at: number;
  atEnd: number;
}

function attributions({ text }: Reading): Span[] {
  const plain = withoutBrackets(text);
  const ahead = spoken.flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => {
      const atEnd = match.index + match[0].length;
      return { from: atEnd, to: thoughtEnd(plain, atEnd), at: match.index, atEnd };
    }),
  );
  const behind = [...text.matchAll(spokenAfter)].map((match) => ({
    from: 0,
    to: match.index,
    at: match.index,
    atEnd: match.index + match[0].length,
  }));
  const theirs = [...text.matchAll(owned)].map((match) => {
    const to = match.index + match[0].length;
    const from = to - (match.groups?.["what"]?.length ?? 0);
    return { from, to, at: match.index, atEnd: from };
  });
  return [...ahead, ...behind, ...theirs];
}

function thoughtEnd(text: string, from: number): number {
  const end =
    /[;；。]|\.\s|,?\s(?:but|however|while|whereas|although)\b|,\s(?:which|and)\b|但/iu.exec(
      text.slice(from),
    );
  return end ? from + end.index : text.length;
}

function quotedSpans(text: string): [number, number][] {
  return [...text.matchAll(/["“「][^"”」]{3,}["”」]/gu)].map((match) => [
    match.index,
    match.index + match[0].length,
  ]);
}

/** These leave a whole thought open, past its commas: "It is unclear whether X is the largest, with $3M". */
const undecided =
  /\b(?:whether|assuming|suppose|supposing|it is possible|it may be)\b|是否|假设/giu;
const condition =
  /\b(?:if|unless|until|once|pending|(?:must|should|shall|has to|needs to) (?:state|say|mention|report|claim|note|include))\b|^\W*(?:should|were|had)\b(?=[^?]*,)|如果|假如|除非|一旦/giu;
const doubt =
  /\b(?:may|might|perhaps|possibly|will|(?:expected|planned|scheduled|due|likely) to)\b|可能|也许|将|预计/giu;
/** A point inside a figure ends no sentence; a sentence that opens like a question is one as a whole. */
const questioned =
  /(?<=^|[.?!。？！]\s*)\W*(?:is|are|was|were|has|have|does|do|did|can|could|should|will|would|what|when|who|why|how|which|where)\b(?:[^.?!。？！]|\.(?=\d))*[?？]|(?:[^.?!;。？！；]|\.(?=\d))*[?？]/giu;

/** Concepts that a "may" or "will" takes back; next to others it speaks of consequences. */
const doubtable = new Set(["validated", "complete", "controlled", "provided"]);

/** Are the words only supposed or asked for ("once Type II is complete", "may be validated", "will it be issued?")? */
export function isSupposed(reading: Reading, words: readonly Word[]): boolean {
  const questions = [...withoutBrackets(reading.text).matchAll(questioned)].map(
    (match): [number, number] => [match.index, match.index + match[0].length],
  );
  const open = [
    ...scopes(reading, condition),
    ...scopes(reading, undecided, /[;；。]|\.\s/u),
    ...questions,
  ];
  const conditional = open.some((scope) => within(reading, words, scope).length * 2 > words.length);
  return (
    conditional ||
    scopes(reading, doubt).some((scope) =>
      within(reading, words, scope).some(({ concept }) => doubtable.has(concept)),
    )
  );
}

/** From each such word to the end of its clause, or wherever else its reach ends. */
function scopes(
  { text }: Reading,
  pattern: RegExp,
  ending = /[,;，；。]|\.\s/u,
): [number, number][] {
  return [...text.matchAll(pattern)].map((match) => {
    const end = ending.exec(withoutBrackets(text).slice(match.index));
    return [match.index, end ? match.index + end.index : text.length];
  });
}

function within(
  { tokens }: Reading,
  words: readonly Word[],
  [from, to]: readonly [number, number],
): Word[] {
  return words.filter((word) => {
    const place = tokens[word.from]?.start ?? 0;
    return from <= place && place < to;
  });
}

/** The text with its brackets' contents blotted out, place for place: what stands there ends no thought. */
function withoutBrackets(text: string): string {
  return text.replaceAll(/\([^()]*\)|（[^（）]*）/gu, (inside) => "_".repeat(inside.length));
}
