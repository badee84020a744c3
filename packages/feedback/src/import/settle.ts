import type { HumanFeedback, HumanLabel } from "@loopwright/core";
import { feedbackHash } from "./content-hash.ts";
import { reviewerKey } from "./reviewer-key.ts";
import type { Review } from "./reviews.ts";
import type { RowProblem } from "./row-problem.ts";

/** What is on record already. */
export interface Recorded {
  feedback: readonly HumanFeedback[];
  labels: readonly HumanLabel[];
}

/** What a reviewer has said under one key, and where. */
type Book = Map<string, { content: string; where: string }>;

/** A review of which something is new. */
export interface FreshReview extends Review {
  fresh: { word: boolean; verdict: boolean };
}

/**
 * Leaves out what was said before, word for word, and refuses rows in which one name says two things: either the
 * rows belong together, or two people share a name.
 */
export function settle(
  reviews: readonly Review[],
  recorded: Recorded,
): { fresh: FreshReview[]; repeated: number; problems: RowProblem[] } {
  const { said, spelling } = openBooks(recorded);
  const fresh: FreshReview[] = [];
  const problems: RowProblem[] = [];
  let repeated = 0;
  for (const review of reviews) {
    const entries = entriesOf(review);
    const problem =
      twoSpellings(review, spelling) ??
      entries.map((entry) => twoWords(review, entry, said)).find((found) => found !== undefined);
    if (problem) problems.push(problem);
    else if (entries.every(({ key, content }) => said.get(key)?.content === content)) repeated++;
    else {
      const added = entries.filter(({ key }) => !said.has(key));
      const has = (what: Entry["what"]) => added.some((entry) => entry.what === what);
      fresh.push({ ...review, fresh: { word: has("word"), verdict: has("verdict") } });
      for (const { key, content } of added) said.set(key, { content, where: `row ${review.row}` });
      remember(spelling, review.said.reviewer, `row ${review.row}`);
    }
  }
  return { fresh, repeated, problems };
}

interface Entry {
  key: string;
  content: string;
  what: "word" | "verdict";
}

function entriesOf({ said, run }: Review): Entry[] {
  const { summary, verdict } = said;
  return [
    ...(summary === undefined ? [] : [wordOf({ ...said, summary, trace_id: run.trace_id })]),
    ...(verdict === undefined
      ? []
      : [verdictOf({ ...said, verdict, reviewer: said.reviewer ?? "", trace_id: run.trace_id })]),
  ];
}

function wordOf(item: Parameters<typeof feedbackHash>[0]): Entry {
  const content = feedbackHash(item);
  // Comments without a name may come from many people: each stands for itself.
  const key =
    item.reviewer === undefined
      ? content
      : JSON.stringify(["word", item.trace_id, reviewerKey(item.reviewer), item.theme]);
  return { key, content, what: "word" };
}

function verdictOf(
  label: Pick<HumanLabel, "trace_id" | "verdict" | "reviewer"> & { eval_id?: string | undefined },
): Entry {
  const { trace_id, eval_id, reviewer, verdict } = label;
  const key = JSON.stringify(["verdict", trace_id, eval_id ?? null, reviewerKey(reviewer)]);
  return { key, content: verdict, what: "verdict" };
}

function openBooks({ feedback, labels }: Recorded): { said: Book; spelling: Book } {
  const said: Book = new Map();
  const spelling: Book = new Map();
  for (const item of feedback) {
    const { key, content } = wordOf(item);
    said.set(key, { content, where: `the item ${item.feedback_id}` });
    remember(spelling, item.reviewer, `the item ${item.feedback_id}`);
  }
  for (const label of labels) {
    const { key, content } = verdictOf(label);
    said.set(key, { content, where: `the label of ${label.time}` });
    remember(spelling, label.reviewer, `the label of ${label.time}`);
  }
  return { said, spelling };
}

function remember(spelling: Book, reviewer: string | undefined, where: string): void {
  if (reviewer === undefined || spelling.has(reviewerKey(reviewer))) return;
  spelling.set(reviewerKey(reviewer), { content: reviewer, where });
}

function twoSpellings({ row, said, names }: Review, spelling: Book): RowProblem | undefined {
  if (said.reviewer === undefined) return undefined;
  const first = spelling.get(reviewerKey(said.reviewer));
  if (!first || first.content === said.reviewer) return undefined;
  return {
    row,
    column: names["reviewer"] ?? "reviewer",
    problem: `"${said.reviewer}" and "${first.content}" (${first.where}) would be one reviewer`,
    mend: "spell one person's name one way, and give two people two names",
  };
}

function twoWords({ row, said, run, names }: Review, entry: Entry, book: Book) {
  const earlier = book.get(entry.key);
  if (!earlier || earlier.content === entry.content) return undefined;
  const done =
    entry.what === "verdict"
      ? `gave ${run.trace_label} the verdict ${earlier.content}`
      : `said something else about ${run.trace_label} and ${said.theme}`;
  return {
    row,
    column: names["reviewer"] ?? "reviewer",
    problem: `"${said.reviewer}" already ${done} (${earlier.where})`,
    mend: "join the two into one row, give them different themes, or, if they are two people, name them apart",
  };
}
