import type { HumanFeedback, HumanLabel } from "@loopwright/core";
import { feedbackHash } from "./content-hash.ts";
import { reviewerKey } from "./reviewer-key.ts";

/** What is on record already. */
export interface Recorded {
  feedback: readonly HumanFeedback[];
  labels: readonly HumanLabel[];
}

/** What someone said about a run: a comment, a verdict, or both. */
export interface Statement {
  trace_id: string;
  reviewer?: string | undefined;
  theme?: string | undefined;
  summary?: string | undefined;
  required_observations?: readonly string[];
  prohibited_claims?: readonly string[];
  verdict?: string | undefined;
  eval_id?: string | undefined;
}

const bookNames = ["words", "themes", "verdicts", "spelling"] as const;
export type BookName = (typeof bookNames)[number];

/** What was said earlier, and where. */
export interface Earlier {
  content: string;
  where: string;
}

/** What was said so far, in four ways of looking it up. */
export interface Books {
  /** What is known under the key of this statement. */
  find(book: BookName, statement: Statement): Earlier | undefined;
  enter(statement: Statement, where: string): void;
}

/** Something to find a statement by, and what it says there. */
interface Entry {
  key: string;
  content: string;
}

/**
 * The ways in which a statement is looked up: its words, its reviewer's comment on the theme, the verdict, and the
 * spelling of the name. A comment without a name may come from anybody, and is known by its words alone.
 */
function entriesOf(statement: Statement): Partial<Record<BookName, Entry>> {
  const { trace_id, reviewer, theme = "general", verdict, eval_id } = statement;
  const words = wordsHash(statement);
  const who = reviewer === undefined ? undefined : reviewerKey(reviewer);
  const at = (...parts: unknown[]) => JSON.stringify(parts);
  return {
    ...(words === undefined ? {} : { words: { key: words, content: words } }),
    ...(who === undefined
      ? {}
      : {
          spelling: { key: who, content: reviewer ?? "" },
          ...(words === undefined
            ? {}
            : { themes: { key: at(trace_id, who, theme), content: words } }),
          ...(verdict === undefined
            ? {}
            : { verdicts: { key: at(trace_id, eval_id ?? null, who), content: verdict } }),
        }),
  };
}

function wordsHash(statement: Statement): string | undefined {
  const { trace_id, reviewer, theme = "general", summary } = statement;
  const { required_observations = [], prohibited_claims = [] } = statement;
  if (summary === undefined) return undefined;
  const said = { trace_id, theme, summary, required_observations, prohibited_claims };
  return feedbackHash(reviewer === undefined ? said : { ...said, reviewer });
}

/** Books in which the record is entered. */
export function openBooks({ feedback, labels }: Recorded): Books {
  const books: Record<BookName, Map<string, Earlier>> = {
    words: new Map(),
    themes: new Map(),
    verdicts: new Map(),
    spelling: new Map(),
  };
  const enter = (statement: Statement, where: string) => {
    for (const name of bookNames) {
      const entry = entriesOf(statement)[name];
      // A verdict may be given anew, and the latest counts; of other things the first place is named.
      if (entry && (name === "verdicts" || !books[name].has(entry.key)))
        books[name].set(entry.key, { content: entry.content, where });
    }
  };
  for (const item of feedback) enter(item, `the item ${item.feedback_id}`);
  for (const label of labels) enter(label, `the label of ${label.time}`);
  return {
    enter,
    find(book, statement) {
      const entry = entriesOf(statement)[book];
      return entry && books[book].get(entry.key);
    },
  };
}
