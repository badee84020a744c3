/** What was wanted and what was not, in the words of whoever asked for it. */
export interface Wish {
  /** Sentences that a right run bears out; the first say most directly what went wrong. */
  wants: readonly string[];
  /** Sentences that a right run does not bear out. */
  rejects: readonly string[];
  /** All that was said about it, reasons too; it may explain a wish and asks for nothing by itself. */
  said?: string;
  /** What the run was asked; rules name the questions that they are for. */
  question: string;
  /** Whether it is about the order of work rather than about what an answer says. */
  isStep: boolean;
}

/** All that a wish says. */
export function wordsOf({ wants, rejects, said }: Wish): string {
  return [...wants, ...rejects, said ?? ""].join("\n");
}
