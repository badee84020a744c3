import { isDeepStrictEqual } from "node:util";
import { LoopError, type AgentRun, type HumanFeedback } from "@loopwright/core";
import { readRows } from "./feedback-files.ts";
import { readRow, type FeedbackRow, type RawRow } from "./feedback-row.ts";
import { describeRuns, findRun } from "./find-run.ts";

export interface ReadFeedbackOptions {
  /**
   * What to do with a row about a run that is not among `runs`: `refuse` (the default) is an error, `skip` leaves
   * the row out. Skip suits a standing file of reviews of which a run may ask only some questions.
   */
  unknownRuns?: "refuse" | "skip";
}

/** A row with its run. */
interface Review {
  at: string;
  row: FeedbackRow;
  run: AgentRun;
}

/**
 * Reads what people said about runs from JSONL (one object a line) or CSV (columns named alike; several statements
 * in a cell are kept apart by `|`). A row names its run by `trace_label`, `trace_id` or `question` and has a
 * `summary`; `theme`, `required_observations`, `prohibited_claims` and `reviewer` are optional. The same row twice
 * counts once.
 *
 * @throws LoopError `not_found`, or `bad_input` that lists every wrong row as `file:line` with key and mend
 * @example const human = await readFeedback("feedback.jsonl", runs)
 */
export async function readFeedback(
  file: string,
  runs: readonly AgentRun[],
  options: ReadFeedbackOptions = {},
): Promise<HumanFeedback[]> {
  const problems: Problem[] = [];
  const reviews = joinRuns(await readRows(file), { runs, options, problems });
  const distinct = leaveOutRepeats(reviews, problems);
  if (problems.length > 0) throw new LoopError("bad_input", describeProblems(problems, runs));
  return distinct.map((review) => toHumanFeedback(review, distinct));
}

interface Problem {
  text: string;
  /** Mended by choosing another run. */
  unknownRun: boolean;
}

function describeProblems(problems: readonly Problem[], runs: readonly AgentRun[]): string {
  const lines = problems.map(({ text }) => text);
  const choice = problems.some(({ unknownRun }) => unknownRun) ? [knownRuns(runs)] : [];
  return [...lines, ...choice].join("\n");
}

function knownRuns(runs: readonly AgentRun[]): string {
  return runs.length === 0 ? "there are no runs" : `the runs are: ${describeRuns(runs)}`;
}

interface Joining {
  runs: readonly AgentRun[];
  options: ReadFeedbackOptions;
  problems: Problem[];
}

function joinRuns(rows: readonly RawRow[], { runs, options, problems }: Joining): Review[] {
  return rows.flatMap((raw) => {
    const reading = readRow(raw);
    if ("problem" in reading) {
      problems.push({ text: reading.problem, unknownRun: false });
      return [];
    }
    const found = findRun(reading.row, runs);
    if ("run" in found) return [{ at: raw.at, row: reading.row, run: found.run }];
    if (!(found.unknown && options.unknownRuns === "skip"))
      problems.push({ text: `${raw.at}: ${found.problem}`, unknownRun: found.unknown });
    return [];
  });
}

/** A review that says the same again is left out; one that says something else under the same name is a problem. */
function leaveOutRepeats(reviews: readonly Review[], problems: Problem[]): Review[] {
  const first = new Map<string, Review>();
  for (const review of reviews) {
    const key = JSON.stringify([review.run.trace_id, reviewerSlug(review.row)]);
    const earlier = first.get(key);
    if (!earlier) first.set(key, review);
    else if (!isDeepStrictEqual(contentOf(earlier.row), contentOf(review.row)))
      problems.push({
        text: `${review.at}: reviewer: ${describeReviewer(review.row)} has already reviewed ${review.run.trace_label} at ${earlier.at}; join the two rows, or name different reviewers`,
        unknownRun: false,
      });
  }
  return [...first.values()];
}

function contentOf({ theme, summary, required_observations, prohibited_claims }: FeedbackRow) {
  return { theme, summary, required_observations, prohibited_claims };
}

function describeReviewer({ reviewer }: FeedbackRow): string {
  return reviewer === undefined ? "an unnamed reviewer" : `"${reviewer}"`;
}

function toHumanFeedback({ row, run }: Review, all: readonly Review[]): HumanFeedback {
  const alone = all.filter((other) => other.run.trace_id === run.trace_id).length === 1;
  return {
    feedback_id: row.feedback_id ?? feedbackId(run, row, alone),
    trace_id: run.trace_id,
    trace_label: run.trace_label,
    question: run.question,
    source_type: "human_feedback",
    ...contentOf(row),
    ...(row.reviewer === undefined ? {} : { reviewer: row.reviewer }),
  };
}

function feedbackId(run: AgentRun, row: FeedbackRow, alone: boolean): string {
  const slug = reviewerSlug(row);
  return alone || slug === "" ? `human-${run.trace_label}` : `human-${run.trace_label}-${slug}`;
}

function reviewerSlug({ reviewer = "" }: FeedbackRow): string {
  return reviewer
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
}
