import type { HarnessConfig, TurnGuidance } from "@loopwright/core";

/**
 * The words of one turn: the question, and below it the guidance whose trigger the question meets.
 *
 * @example renderTurn(harness, "What is the total of the ledger?")
 */
export function renderTurn(harness: Pick<HarnessConfig, "guidance">, question: string): string {
  const matching = harness.guidance.filter((guidance) => appliesTo(guidance, question));
  if (matching.length === 0) return question;
  return [question, "# Guidance for this question", ...matching.map(({ text }) => text)].join(
    "\n\n",
  );
}

/** Whether a question calls guidance up: every group of the trigger needs one phrase that the question holds. */
export function appliesTo({ when }: TurnGuidance, question: string): boolean {
  return when.every((group) => group.some((phrase) => holdsPhrase(question, phrase)));
}

function holdsPhrase(question: string, phrase: string): boolean {
  const words = phrase
    .trim()
    .split(/[\s-]+/)
    .map(escapeForPattern)
    .join("[\\s-]+");
  // Scripts without spaces have no word borders to look for.
  if (/[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}]/u.test(phrase))
    return new RegExp(words, "iu").test(question);
  return new RegExp(`(?<![\\p{L}\\p{N}])${words}(?:s|es)?(?![\\p{L}\\p{N}])`, "iu").test(question);
}

function escapeForPattern(word: string): string {
  return word.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
