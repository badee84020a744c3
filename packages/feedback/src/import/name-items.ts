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
  const alone = runsSpokenOfOnce([...reviews.map(({ run }) => run), ...recorded]);
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
    const id = given ?? firstFree(baseId(review, alone), taken);
    taken.add(id);
    named.push({ review, id });
  }
  return { named, problems };
}

/** Trace ids that only one of these is about. */
function runsSpokenOfOnce(about: readonly { trace_id: string }[]): Set<string> {
  const once = new Set<string>();
  const more = new Set<string>();
  for (const { trace_id } of about)
    if (once.has(trace_id) || more.has(trace_id)) {
      once.delete(trace_id);
      more.add(trace_id);
    } else once.add(trace_id);
  return once;
}

function baseId({ run, said }: Review, alone: ReadonlySet<string>): string {
  const base = `human-${run.trace_label}`;
  return alone.has(run.trace_id) || said.reviewer === undefined
    ? base
    : `${base}-${reviewerKey(said.reviewer)}`;
}

function firstFree(base: string, taken: ReadonlySet<string>): string {
  let id = base;
  for (let number = 2; taken.has(id); number++) id = `${base}-${number}`;
  return id;
}
