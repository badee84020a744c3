/**
 * The words of a text in any language, lower-cased: by `Intl.Segmenter`, so that Chinese or Thai text, which
 * has no spaces, has words too. Plain ASCII takes a faster path with the same result for letters and digits.
 *
 * @example wordsOf("Order 订单已取消") // ["order", "订单", "已", "取消"]
 */
export function wordsOf(text: string): string[] {
  return asciiOnly.test(text) ? asciiWords(text) : segmented(text);
}

// eslint-disable-next-line no-control-regex
const asciiOnly = /^[\u0000-\u007f]*$/;
const asciiWord = /[a-z0-9_]+/g;
const segmenter = new Intl.Segmenter("und", { granularity: "word" });

function asciiWords(text: string): string[] {
  return text.toLowerCase().match(asciiWord) ?? [];
}

function segmented(text: string): string[] {
  const words: string[] = [];
  for (const { segment, isWordLike } of segmenter.segment(text))
    if (isWordLike) words.push(segment.toLowerCase());
  return words;
}
