import { figuresIn } from "./text/figures.ts";
import { joinUnits, unitsOf } from "./text/units.ts";

/** A right answer in another form; it has to stay right. */
export interface Rewrite {
  kind: "paraphrase" | "reorder" | "format" | "number_format" | "money_unit";
  answer: string;
}

/**
 * The same answer in other forms: common phrases said otherwise, sentences in another order, as a list with
 * emphasis, figures written another way, amounts of money in thousands. A form that could change the sense is left out: sentences that point
 * back ("This …") keep their order.
 */
export function rewritesOf(answer: string): Rewrite[] {
  const rewrites: readonly Rewrite[] = [
    { kind: "paraphrase", answer: paraphrased(answer) },
    { kind: "reorder", answer: reordered(answer) },
    { kind: "format", answer: asList(answer) },
    { kind: "number_format", answer: withOtherFigures(answer) },
    { kind: "money_unit", answer: inThousands(answer) },
  ];
  const seen = new Set([answer.trim()]);
  return rewrites.filter((rewrite) => {
    const isNew = rewrite.answer.trim() !== "" && !seen.has(rewrite.answer.trim());
    seen.add(rewrite.answer.trim());
    return isNew;
  });
}

const phrases: readonly (readonly [RegExp, string])[] = [
  [/\bcannot\b/gu, "can't"],
  [/\b(is|are|has|have|was|were|does|do|did) not\b/gu, "$1n't"],
  [/\bin progress\b/gu, "under way"],
  [/\babout (?=[$€£\d])/gu, "roughly "],
  [/\ba month\b/gu, "per month"],
  [/\ba year\b/gu, "per year"],
  [/\blonger than (?=\d)/gu, "more than "],
  [/\bstill\b/gu, "at present"],
  [/\bbecause\b/gu, "since"],
  [/正在进行中/gu, "仍在进行"],
];

function paraphrased(answer: string): string {
  const said = phrases.reduce((text, [pattern, words]) => text.replaceAll(pattern, words), answer);
  return said === answer && !/\p{Script=Han}/u.test(answer) ? `In short: ${answer}` : said;
}

const pointsBack =
  /^(?:it|its|this|that|these|those|they|their|both|he|she|the (?:same|latter|former)|however|but|so|therefore|thus|hence|also|then|here|otherwise|which|as such|for this|这|其|该|因此|但|另外)\b/iu;

function reordered(answer: string): string {
  const units = unitsOf(answer);
  const plain = units.every(({ lead, text }) => /^ ?$/u.test(lead) && !pointsBack.test(text));
  return plain && units.length > 1
    ? units
        .toReversed()
        .map(({ text }) => text.trim())
        .join(" ")
    : answer;
}

function asList(answer: string): string {
  const units = unitsOf(answer);
  if (units.some(({ lead }) => !/^ ?$/u.test(lead))) return asProse(answer);
  return units.map(({ text }) => `- ${emphasised(text.trim())}`).join("\n");
}

/** Bullets and bold marks taken away; an answer under headings keeps its form. */
function asProse(answer: string): string {
  const units = unitsOf(answer);
  if (units.some(({ lead, text }) => lead.includes("#") || /[:：]\**$/u.test(text))) return answer;
  const texts = units.map(({ text }) => text.replaceAll("**", "").trim());
  return texts.map((text) => (/[.!?。！？]$/u.test(text) ? text : `${text}.`)).join(" ");
}

function emphasised(text: string): string {
  const [first] = figuresIn(text);
  return first
    ? `${text.slice(0, first.start)}**${first.text}**${text.slice(first.start + first.text.length)}`
    : text;
}

const spelled =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen".split(
    " ",
  );
const monthNames =
  "January February March April May June July August September October November December".split(
    " ",
  );

function withOtherFigures(answer: string): string {
  const units = unitsOf(answer).map(({ lead, text }) => ({ lead, text: otherFigures(text) }));
  return joinUnits(units);
}

function otherFigures(text: string): string {
  return text
    .replaceAll(/\$\s?(\d+(?:\.\d+)?)\s?(?:M\b|million\b)/gu, "$$$1 million")
    .replaceAll(/(?<=\d)\s?%/gu, " percent")
    .replaceAll(
      /(?<![\d.,/$-])(\d{1,2})(?= (?:months?|days?|weeks?|years?)\b)/gu,
      (whole: string, digits: string) => spelled[Number(digits)] ?? whole,
    )
    .replaceAll(/(?<![\d.,])(\d{1,3}),(\d{3})(?![\d,])/gu, "$1$2")
    .replaceAll(isoDate, (whole: string, year: string, month: string, day: string) => {
      const name = monthNames[Number(month) - 1];
      return name === undefined ? whole : `${Number(day)} ${name} ${year}`;
    });
}

/** "$12.4M" is "$12,400k". */
function inThousands(answer: string): string {
  return answer.replaceAll(
    /(?<sign>[$€£])\s?(?<digits>\d+(?:\.\d{1,3})?)\s?(?:M\b|million\b)/gu,
    (_, sign: string, digits: string) =>
      `${sign}${Math.round(Number(digits) * 1000).toLocaleString("en-US")}k`,
  );
}

const isoDate = /(?<![\d/_-])(\d{4})-(\d{2})-(\d{2})(?![\d_-])/gu;
