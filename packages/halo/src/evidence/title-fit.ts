import type { Evidence } from "@loopwright/core";
import { wordsOf } from "./words.ts";

/** As much of a recommendation as tells whether its title speaks of what its claims show. */
export interface Titled {
  id: string;
  title: string;
  claims: readonly { text: string; evidence: readonly Evidence[] }[];
}

/** A title may be worded freely; one that is so much nearer to the claims of another has been given the wrong ones. */
const clearly = 0.5;

/**
 * Recommendations whose title is covered far better by the claims of another than by their own: what is left when
 * the evidence of two was exchanged as a whole.
 *
 * @returns id of the recommendation to id of the one whose claims its title fits
 */
export function misplacedTitles(recommendations: readonly Titled[]): Map<string, string> {
  const shown = recommendations.map((one) => new Set(one.claims.flatMap(wordsIn)));
  const misplaced = new Map<string, string>();
  for (const [index, { id, title }] of recommendations.entries()) {
    const words = [...new Set(tellingWords(title))];
    const covered = shown.map((set) => words.filter((word) => set.has(word)).length / words.length);
    const own = covered[index] ?? 0;
    const other = covered.findIndex((share) => share >= own + clearly);
    const fitting = recommendations[other];
    if (fitting) misplaced.set(id, fitting.id);
  }
  return misplaced;
}

function wordsIn({ text, evidence }: Titled["claims"][number]): string[] {
  const proof = evidence.map(
    ({ quote, filter }) => `${quote ?? ""} ${JSON.stringify(filter ?? {})}`,
  );
  return tellingWords([text, ...proof].join(" "));
}

/** Words that are long enough to mean something, without their endings. */
function tellingWords(text: string): string[] {
  return wordsOf(text.toLowerCase())
    .filter((word) => word.length >= 4 || /\p{Script=Han}/u.test(word))
    .map((word) => word.slice(0, 6));
}
