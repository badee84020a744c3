import type { FeatureIndex } from "../corpus/feature-index.ts";

/** Counts failed checks among the runs of a feature. */
export interface CheckCounter {
  /** Failures per check after `count`. */
  counts: Int32Array;
  count(feature: number): void;
}

const [checksPerWord, bits] = [5, 6];
const mostPerWord = (1 << bits) - 1;

/**
 * Five checks to a word with six bits each: one addition a run counts them all, and the words are emptied into the
 * counts before any of them can run over.
 *
 * @param red failed checks of each run, one bit each
 */
export function checkCounter(
  { start, run }: Pick<FeatureIndex, "start" | "run">,
  red: Int32Array,
  checks: number,
): CheckCounter {
  const words = Array.from({ length: Math.ceil(checks / checksPerWord) }, (_, w) =>
    red.map((failed) => packed(failed >> (w * checksPerWord))),
  );
  const counts = new Int32Array(checks + checksPerWord);
  const addPart = (word: Int32Array, first: number, from: number, to: number): void => {
    let sum = 0;
    for (let i = from; i < to; i++) sum += word[run[i]!]!;
    for (let at = first; sum !== 0; at++, sum >>= bits) counts[at]! += sum & mostPerWord;
  };
  return {
    counts,
    count(feature) {
      const to = start[feature + 1]!;
      counts.fill(0);
      for (let w = 0; w < words.length; w++)
        for (let from = start[feature]!; from < to; from += mostPerWord)
          addPart(words[w]!, w * checksPerWord, from, Math.min(to, from + mostPerWord));
    },
  };
}

function packed(failed: number): number {
  let word = 0;
  for (let c = 0; c < checksPerWord; c++) if (failed & (1 << c)) word |= 1 << (c * bits);
  return word;
}
