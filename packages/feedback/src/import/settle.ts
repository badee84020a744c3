import { openBooks, type Books, type Recorded, type Statement } from "./books.ts";
import type { Review } from "./reviews.ts";
import type { RowProblem } from "./row-problem.ts";

/** A review of which something is new. */
export interface FreshReview extends Review {
  fresh: { word: boolean; verdict: boolean };
}

/** What is new in some reviews, and what is odd about them. */
export interface Settled {
  fresh: FreshReview[];
  /** How many say nothing new. */
  repeated: number;
  /** Rows that cannot stand beside what was said before. */
  problems: RowProblem[];
  /** Rows that are kept, and that a person should look at. */
  notices: RowProblem[];
}

/**
 * Leaves out what was said before, word for word, and refuses rows in which one name gives two verdicts or is
 * spelled in two ways, because two people may share a name. A second comment of one name is kept, and noted.
 */
export function settle(reviews: readonly Review[], recorded: Recorded): Settled {
  const books = openBooks(recorded);
  const settled: Settled = { fresh: [], repeated: 0, problems: [], notices: [] };
  for (const review of reviews) {
    const statement: Statement = { ...review.said, trace_id: review.run.trace_id };
    const found = { review, statement, books };
    const problem = twoSpellings(found) ?? twoVerdicts(found);
    const fresh = {
      word: statement.summary !== undefined && !books.find("words", statement),
      verdict: statement.verdict !== undefined && !books.find("verdicts", statement),
    };
    if (problem) settled.problems.push(problem);
    else if (!fresh.word && !fresh.verdict) settled.repeated++;
    else {
      if (fresh.word) settled.notices.push(...twoComments(found));
      settled.fresh.push({ ...review, fresh });
      books.enter(statement, `row ${review.row}`);
    }
  }
  return settled;
}

interface Found {
  review: Review;
  statement: Statement;
  books: Books;
}

function twoSpellings({ review, statement, books }: Found): RowProblem | undefined {
  const first = books.find("spelling", statement);
  if (!first || first.content === statement.reviewer) return undefined;
  return {
    ...atReviewer(review),
    problem: `"${statement.reviewer}" and "${first.content}" (${first.where}) would be one reviewer`,
    mend: "spell one person's name one way, and give two people two names",
  };
}

function twoVerdicts({ review, statement, books }: Found): RowProblem | undefined {
  const earlier = books.find("verdicts", statement);
  if (!earlier || earlier.content === statement.verdict) return undefined;
  return {
    ...atReviewer(review),
    problem: `"${statement.reviewer}" already gave ${review.run.trace_label} the verdict ${earlier.content} (${earlier.where})`,
    mend: "keep one of the two, or, if they are two people, name them apart",
  };
}

function twoComments({ review, statement, books }: Found): RowProblem[] {
  const earlier = books.find("themes", statement);
  if (!earlier) return [];
  return [
    {
      ...atReviewer(review),
      problem: `"${statement.reviewer}" already said something else about ${review.run.trace_label} (${earlier.where}); both are kept`,
      mend: "if they are two people, name them apart",
    },
  ];
}

function atReviewer({ row, names }: Review): Pick<RowProblem, "row" | "column"> {
  return { row, column: names["reviewer"] ?? "reviewer" };
}
