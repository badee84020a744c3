import type { DraftEvidence } from "../diagnosis/draft.ts";

/** A reference with the words that stand there. */
export function citing(ref: string, quote: string | null): DraftEvidence {
  return { ref, quote, count: null, filter: null };
}

/** The first line or sentence of a text that is long enough to be a quote; null when there is none. */
export function quotable(text: string): string | null {
  const uncut = text.replace(/ … \[cut\]$/, "");
  const lines = uncut.split("\n").map((line) => line.trim());
  const line = lines.find((candidate) => candidate.split(/\s+/).length >= 6) ?? lines.find(isWhole);
  if (line === undefined) return null;
  return line.length <= 240 ? line : line.slice(0, line.lastIndexOf(" ", 240));
}

/** Scripts without spaces: a whole line is a quote whatever its count of words. */
function isWhole(line: string): boolean {
  return /[\p{Script=Han}]{4}/u.test(line);
}
