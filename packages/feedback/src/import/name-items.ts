import type { HumanFeedback } from "@loopwright/core";
import { reviewerKey } from "./reviewer-key.ts";
import type { Review } from "./reviews.ts";
import type { RowProblem } from "./row-problem.ts";

/** Gives each review an id: `human-<label>`, with the reviewer when several reviewed a run, and a number at need. */
export function nameItems(
  reviews: readonly Review[],
  recorded: readonly HumanFeedback[],
): { named: { review: Review; id: string }[]; problems: RowProblem[] } {
  const taken = new Set(recorded.map(({ feedback_id }) => feedback_id));
  const problems: RowProblem[] = [];
  const named: { review: Review; id: string }[] = [];
  for (const review of reviews) {
    const given = review.said.feedback_id;
    if (given !== undefined && taken.has(given)) {
      problems.push({
        row: review.row,
        column: review.names["feedback_id"] ?? "feedback_id",
        problem: `"${given}" names another item already`,
        mend: "choose another id, or leave it out",
      });
      continue;
    }
    const id = given ?? firstFree(baseId(review, isAlone(review, reviews, recorded)), taken);
    taken.add(id);
    named.push({ review, id });
  }
  return { named, problems };
}

function isAlone(
  { run }: Review,
  reviews: readonly Review[],
  recorded: readonly HumanFeedback[],
): boolean {
  const others = reviews.filter((other) => other.run.trace_id === run.trace_id);
  return others.length === 1 && !recorded.some(({ trace_id }) => trace_id === run.trace_id);
}

function baseId({ run, said }: Review, alone: boolean): string {
  const base = `human-${run.trace_label}`;
  return alone || said.reviewer === undefined ? base : `${base}-${reviewerKey(said.reviewer)}`;
}

function firstFree(base: string, taken: ReadonlySet<string>): string {
  let id = base;
  for (let number = 2; taken.has(id); number++) id = `${base}-${number}`;
  return id;
}
