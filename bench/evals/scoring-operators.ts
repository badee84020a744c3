// Wrong answers that score a suite. Admission and repair never see these operators; tests/contract holds them apart.

/** One statement of a right answer, and the names that occur in the same company. */
export interface Statement {
  text: string;
  names: readonly string[];
}

export interface ScoringOperator {
  name: string;
  /** A sentence made wrong; undefined when it gives no hold. */
  spoil(statement: Statement): string | undefined;
}

/** The statement with something changed, or nothing when the change did not take. */
const changed = (before: string, after: string): string | undefined =>
  after === before ? undefined : after;

/** A statement with its first sentence made wrong; what follows is left as it is. */
export function spoiled(
  { spoil }: ScoringOperator,
  { text, names }: Statement,
): string | undefined {
  const [first = "", ...rest] = text.split(/(?<=[.。]) (?=\p{Lu})/u);
  const wrong = spoil({ text: first, names });
  return wrong === undefined ? undefined : [wrong, ...rest].join(" ");
}

export const scoringOperators: readonly ScoringOperator[] = [
  { name: "digit_slip", spoil: ({ text }) => changed(text, withSlippedDigits(text)) },
  { name: "unit_slip", spoil: ({ text }) => changed(text, withOtherUnits(text)) },
  { name: "name_exchange", spoil: withOtherName },
  { name: "doubt", spoil: ({ text }) => `It is unclear whether ${inner(text)}` },
  {
    name: "hearsay",
    spoil: ({ text }) => `Management says that ${inner(text)}`,
  },
  {
    name: "question",
    spoil: ({ text }) => `Is it the case that ${inner(text).replace(/[.。]$/u, "")}?`,
  },
  {
    name: "retraction",
    spoil: ({ text }) => `${text} On closer inspection, this statement is wrong.`,
  },
  { name: "supposition", spoil: ({ text }) => `Suppose that ${inner(text)}` },
];

/** 36.9 becomes 9.63, 11 becomes 17: no figure of the statement stays as it was. Names (SOC 2) and dates keep theirs. */
function withSlippedDigits(text: string): string {
  return text.replaceAll(
    /(?<![\p{L}\p{N}_/-]|\b\p{Lu}{3} )([$€]?)(\d+(?:\.\d+)?)(?![\p{N}_/-])/gu,
    (whole: string, sign: string, digits: string) => {
      const bare = digits.replace(".", "");
      const turned = bare.split("").toReversed().join("");
      const slipped = turned === bare || turned.startsWith("0") ? String(Number(bare) + 6) : turned;
      const point = digits.length - digits.indexOf(".") - 1;
      const isWhole = !digits.includes(".");
      const padded = slipped.padStart(bare.length, "0");
      return `${sign}${isWhole ? padded : `${padded.slice(0, -point)}.${padded.slice(-point)}`}`;
    },
  );
}

/** Thousands for millions, euros for dollars, months for weeks. */
function withOtherUnits(text: string): string {
  return text.replaceAll(
    /(?<money>[$€]\d+(?:\.\d+)?)M\b|(?<share>\d+(?:\.\d+)?)%|(?<time>\d+ )months?\b/gu,
    (whole: string, money?: string, share?: string, time?: string) => {
      if (money !== undefined) return `${money}K`;
      return share === undefined ? `${time}weeks` : `$${share}M`;
    },
  );
}

function withOtherName({ text, names }: Statement): string | undefined {
  const here = names.filter((name) => text.includes(name));
  const elsewhere = names.find((name) => here.every((own) => !own.startsWith(firstWord(name))));
  const [own] = here;
  return own === undefined || elsewhere === undefined ? undefined : text.replaceAll(own, elsewhere);
}

function firstWord(name: string): string {
  return name.split(" ")[0] ?? name;
}

/** As part of a longer sentence; names and acronyms keep their capital. */
function inner(text: string): string {
  return /^(?:The|An?|No|Even|Each|Taking|To)\s/u.test(text)
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text;
}
