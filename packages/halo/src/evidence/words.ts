/** Whether some words stand in a text so that whole words begin and end there: half a word is another word. */
export function holdsWords(text: string, words: string): boolean {
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1))
    if (!cutsWord(text, at) && !cutsWord(text, at + words.length)) return true;
  return false;
}

/** Scripts that part words by spaces show a cut by a letter or digit on both sides. */
function cutsWord(text: string, at: number): boolean {
  return /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}]{2}$/u.test(
    text.slice(at - 1, at + 1),
  );
}

/** Words in any script: some are not parted by spaces. */
export function wordsOf(text: string): string[] {
  return [...new Intl.Segmenter("en", { granularity: "word" }).segment(text)].flatMap((part) =>
    part.isWordLike ? [part.segment] : [],
  );
}

/** The text on one line, with single spaces. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
