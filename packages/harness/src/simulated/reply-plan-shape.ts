import { say, type Statement, type Topic } from "./statement.ts";

/** What the answer will say, before any words are put on the page. */
export interface ReplyPlan {
  /** The answer in a sentence or two. */
  lead: Statement;
  facts: readonly Statement[];
  conflicts: readonly Statement[];
  inferences: readonly Statement[];
  questions: readonly Statement[];
  /** Parts with a heading of their own, when the question asks for several. */
  parts: readonly { title: string; statements: readonly Statement[] }[];
  /** Topics that the answer covers. */
  topics: readonly Topic[];
}

/** An answer that says nothing yet. */
export const emptyPlan: ReplyPlan = {
  lead: say(""),
  facts: [],
  conflicts: [],
  inferences: [],
  questions: [],
  parts: [],
  topics: [],
};
