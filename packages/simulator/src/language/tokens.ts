export interface Token {
  /** As written, with a straight apostrophe. */
  text: string;
  lower: string;
  start: number;
  end: number;
  kind: "word" | "name" | "number" | "punctuation";
}

const tokenPattern =
  /(?<name>(?<![\w-]|[\w-]\/)(?:[\w-]+\/)*[\w-]+\.(?:md|csv|jsonl?|ya?ml|mjs|js|ts|txt|pdf|xlsx|docx)\b|(?:[A-Za-z0-9]+_)+[A-Za-z0-9]+)|(?<number>[$€£¥]?\d[\d,]*(?:\.\d+)?%?\p{Script=Latin}*)|(?<han>\p{Script=Han}+)|(?<word>\p{Script=Latin}+(?:['’]\p{Script=Latin}+)*)|(?<punctuation>\S)/gu;

const chineseWords = new Intl.Segmenter("zh", { granularity: "word" });

/**
 * Words, numbers, names (file paths, snake_case identifiers) and punctuation with their places. Hyphenated
 * words come apart, so that "roll-up" reads like "roll up"; Chinese is cut into words by the platform's
 * segmenter.
 */
export function tokenize(text: string): Token[] {
  return [...text.matchAll(tokenPattern)].flatMap((match) => {
    const { name, number, han } = match.groups ?? {};
    if (han !== undefined) return chineseTokens(han, match.index);
    if (name !== undefined) return [tokenOf(name, match.index, "name")];
    if (number !== undefined) return [tokenOf(trimNumber(number), match.index, "number")];
    const kind = match.groups?.["word"] === undefined ? "punctuation" : "word";
    return [tokenOf(match[0], match.index, kind)];
  });
}

function tokenOf(written: string, start: number, kind: Token["kind"]): Token {
  const text = written.replaceAll("’", "'");
  return { text, lower: text.toLowerCase(), start, end: start + written.length, kind };
}

/** "In 2025, …": the comma belongs to the sentence. */
function trimNumber(number: string): string {
  return number.replace(/,+$/, "");
}

/** Negations that the segmenter glues to what they negate; they have to stand alone. */
const gluedNegation =
  /^(不得|不应|不要|不能|不可|并非|尚未|没有|而非|切勿|未|不|无|非|没|勿)(.+)$/u;
const wholeWords = new Set(
  "不得 不应 不要 不能 不可 并非 尚未 没有 而非 切勿 不同 不一致 不仅 不只 不但 不得不 无需 无须 不必 非常 未来 不过 不足 而不是 不再 不是".split(
    " ",
  ),
);

function chineseTokens(run: string, offset: number): Token[] {
  return [...chineseWords.segment(run)].flatMap(({ segment, index }) => {
    const glued = wholeWords.has(segment) ? null : gluedNegation.exec(segment);
    const negation = glued?.[1];
    const rest = glued?.[2];
    if (negation === undefined || rest === undefined)
      return [tokenOf(segment, offset + index, "word")];
    return [
      tokenOf(negation, offset + index, "word"),
      tokenOf(rest, offset + index + negation.length, "word"),
    ];
  });
}
