const units =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const tens = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");

const chineseDigits = "零一二三四五六七八九";

/** "eleven" -> 11, "twenty-two" or "twenty two" -> 22, "a hundred" -> 100, "十一" -> 11; undefined for other words. */
export function numberFromWords(text: string): number | undefined {
  const words = text.toLowerCase().split(/[\s-]+/);
  if (/^(?:a|one)? ?hundred$/.test(words.join(" "))) return 100;
  if (/^[零一二两三四五六七八九十]+$/.test(text)) return chineseNumber(text.replaceAll("两", "二"));
  const [first = "", second] = words;
  const ten = tens.indexOf(first);
  if (second !== undefined)
    return ten >= 0 && unitOf(second) ? (ten + 2) * 10 + unitOf(second) : undefined;
  if (ten >= 0) return (ten + 2) * 10;
  return units.includes(first) ? units.indexOf(first) : undefined;
}

function unitOf(word: string): number {
  const value = units.indexOf(word);
  return value > 0 && value < 10 ? value : 0;
}

function chineseNumber(text: string): number | undefined {
  const match = /^([一二三四五六七八九])?(十)?([零一二三四五六七八九])?$/.exec(text);
  if (!match) return undefined;
  const [, high, ten, low] = match;
  const lowValue = low === undefined ? 0 : chineseDigits.indexOf(low);
  if (ten === undefined) return high === undefined ? lowValue : chineseDigits.indexOf(high);
  return (high === undefined ? 1 : chineseDigits.indexOf(high)) * 10 + lowValue;
}

const word = `(?:${[...tens.map((ten) => `${ten}(?:[\\s-](?:${units.slice(1, 10).join("|")}))?`), ...units.toReversed(), "(?:a|one) hundred"].join("|")})`;

/** Source of a pattern for the spelled-out numbers that `numberFromWords` understands. */
export const numberWordPattern = `(?:\\b${word}\\b|[一二两三四五六七八九十]+(?=个月|年|倍|天|家|名|项|份))`;
