import type { Reading } from "./reading.ts";
import type { Word } from "./words.ts";

const strongBreak =
  /^(?:[;；。.!?:：—–]|but|however|whereas|while|although|though|yet|但|但是|而)$/;
const lightBreak = /^(?:[,，、(（)）]|and)$/;

/** How far apart two places in a sentence are: tokens between them, and much more when a new thought begins. */
export function distanceBetween(reading: Reading, a: number, b: number): number {
  const between = reading.tokens.slice(Math.min(a, b) + 1, Math.max(a, b));
  return between.reduce((sum, { lower }, index) => {
    // "Not yet" begins no new thought.
    const isNotYet =
      lower === "yet" && /^(?:not|has|have|had)$|n't$/.test(between[index - 1]?.lower ?? "");
    if (strongBreak.test(lower) && !isNotYet) return sum + 30;
    return sum + (lightBreak.test(lower) ? 12 : 1);
  }, 0);
}

/** The occurrence nearest to a token. */
export function nearest(reading: Reading, words: readonly Word[], at: number): Word | undefined {
  return words.toSorted(
    (a, b) => distanceBetween(reading, a.from, at) - distanceBetween(reading, b.from, at),
  )[0];
}
