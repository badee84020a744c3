import type { AgentRun, HumanFeedback, HumanLabel } from "@loopwright/core";
import type { ColumnMap } from "./columns.ts";
import { seenHash } from "./content-hash.ts";
import { nameItems } from "./name-items.ts";
import { readRows } from "./read-rows.ts";
import { namesRun } from "./find-run.ts";
import { joinRuns, type Review } from "./reviews.ts";
import type { RowProblem } from "./row-problem.ts";
import type { Recorded } from "./books.ts";
import { settle } from "./settle.ts";

export interface ImportFeedbackOptions {
  /** JSONL (one object a line), or a table of comma, semicolon or tab separated cells, told apart by the ending. */
  file: string;
  /** The runs that rows may be about. */
  runs: readonly AgentRun[];
  /** Which column holds which key; see `parseColumnMap`. */
  columns?: ColumnMap;
  /** The reviewer of rows that name none. */
  reviewer?: string;
  /** What was recorded before; nothing is imported twice. */
  recorded?: Recorded;
  /** The evals that rows may name; without it any name is taken. */
  evalIds?: readonly string[];
  /** The hash of what a reviewer of this run, or of an eval on it, saw. Default: of its question and answer. */
  seenHashOf?: (run: AgentRun, evalId?: string) => string;
  now: () => Date;
}

/** What an import found. Nothing was written yet. */
export interface FeedbackImport {
  feedback: HumanFeedback[];
  labels: HumanLabel[];
  /** Rows that say nothing new. */
  repeated: number;
  /** Rows that were left out; the others are kept. */
  problems: RowProblem[];
  /** Rows that are kept, and that a person should look at. */
  notices: RowProblem[];
  /** Columns that hold nothing we know. */
  ignoredColumns: string[];
  /** When a column is missing: which of the file's columns seem to hold it, as a map for `columns`. */
  suggestedColumns?: ColumnMap;
}

/**
 * Reads what people said about runs from a spreadsheet or a file of lines. A row names its run by `trace_label`,
 * `trace_id` or `question`, and has a `summary`, a `verdict` (pass, partial or fail) or both. Good rows are kept
 * and bad ones reported; importing a file again gives nothing new.
 *
 * @throws LoopError `not_found`, or `bad_input` for an unknown kind of file
 * @example const { feedback, problems } = await importFeedback({ file: "comments.csv", runs, now: () => new Date() })
 */
export async function importFeedback(options: ImportFeedbackOptions): Promise<FeedbackImport> {
  const { file, columns = {}, recorded = { feedback: [], labels: [] } } = options;
  const reading = await readRows(file, {
    map: columns,
    namesRun: (cell) => namesRun(cell, options.runs),
  });
  const joined = joinRuns(reading.rows, options);
  const settled = settle(joined.reviews, recorded);
  const spoken = settled.fresh.filter(({ fresh }) => fresh.word);
  const { named, problems } = nameItems(spoken, recorded.feedback);
  return {
    feedback: named.map(({ review, id }) => toFeedback(review, id, options)),
    labels: settled.fresh
      .filter(({ fresh }) => fresh.verdict)
      .flatMap((review) => toLabel(review, options)),
    repeated: settled.repeated,
    problems: [...reading.problems, ...joined.problems, ...settled.problems, ...problems].toSorted(
      (a, b) => a.row - b.row,
    ),
    notices: settled.notices,
    ignoredColumns: reading.ignored,
    ...(reading.looksRight ? { suggestedColumns: reading.looksRight } : {}),
  };
}

function toFeedback(
  { said, run }: Review,
  feedback_id: string,
  options: ImportFeedbackOptions,
): HumanFeedback {
  const { theme, summary = "", required_observations, prohibited_claims, reviewer } = said;
  return {
    feedback_id,
    trace_id: run.trace_id,
    trace_label: run.trace_label,
    question: run.question,
    source_type: "human_feedback",
    theme,
    summary,
    required_observations,
    prohibited_claims,
    ...(reviewer === undefined ? {} : { reviewer }),
    ...stamp({ said, run }, options),
  };
}

function toLabel({ said, run }: Review, options: ImportFeedbackOptions): HumanLabel[] {
  const { verdict, reviewer, eval_id, summary } = said;
  if (verdict === undefined || reviewer === undefined) return [];
  return [
    {
      reviewer,
      trace_id: run.trace_id,
      ...(eval_id === undefined ? {} : { eval_id }),
      verdict,
      note: summary ?? "",
      ...stamp({ said, run }, options, eval_id),
    },
  ];
}

function stamp(
  { said, run }: Pick<Review, "said" | "run">,
  options: ImportFeedbackOptions,
  evalId?: string,
) {
  const { now, seenHashOf = (one: AgentRun) => seenHash({ run: one }) } = options;
  return {
    time: said.time ?? now().toISOString(),
    seen_hash: said.seen_hash ?? seenHashOf(run, evalId),
  };
}
