import type { DraftEvidence } from "../diagnosis/draft.ts";

/** A reference with the words that stand there. */
export function citing(ref: string, quote: string | null): DraftEvidence {
  return { ref, quote, count: null, filter: null };
}

/** The line of a text that says most, if it is long enough to be a quote; null when there is none. */
export function quotable(text: string): string | null {
  const uncut = text.replace(/ … \[cut\]$/, "");
  const lines = uncut.split("\n").map((line) => line.trim());
  const words = (line: string) => line.split(/\s+/).length;
  const [longest] = lines
    .filter((line) => words(line) >= 6)
    .toSorted((a, b) => words(b) - words(a));
  const line = longest ?? lines.find(isWhole);
  if (line === undefined) return null;
  return line.length <= 240 ? line : line.slice(0, line.lastIndexOf(" ", 240));
}

/** Scripts without spaces: a whole line is a quote whatever its count of words. */
function isWhole(line: string): boolean {
  return /[\p{Script=Han}]{4}/u.test(line);
}
