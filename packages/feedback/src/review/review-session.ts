import type { GateRow, HumanFeedback, HumanLabel, HumanVerdict } from "@loopwright/core";
import { judgeProgress } from "../agreement/judge-progress.ts";
import { reviewerKey } from "../import/reviewer-key.ts";
import { readRecorded, recordReviews, type ReviewFiles } from "../records/record-reviews.ts";
import { askEval, askVerdict, noRemarks, runKeys, type Remarks } from "./ask-verdict.ts";
import { checkReviewer, currentLabels, openWork, type OpenWork } from "./open-work.ts";
import { orderRuns } from "./order-runs.ts";
import { renderRunPage } from "./render-run.ts";
import { seenHashOf, type ReviewableRun } from "./reviewable-run.ts";
import type { ReviewTerminal } from "./terminal.ts";

export interface ReviewSessionOptions {
  terminal: ReviewTerminal;
  reviewer: string;
  runs: readonly ReviewableRun[];
  /** The judge's rows, for the order of runs and for what a usable judge still needs. */
  rows?: readonly GateRow[];
  /** Runs to decide again although this reviewer has decided them: those in dispute. */
  again?: readonly string[];
  files: ReviewFiles;
  now: () => Date;
}

/** How a session ended. */
export interface ReviewSessionResult {
  /** Runs on which something was recorded. */
  reviewed: number;
  /** Runs with something left to decide for this reviewer. */
  left: number;
}

/**
 * Walks a reviewer through runs, the most telling first. Each decision is on disk before the next question, so a
 * session may end at any time and is carried on by starting it again.
 *
 * @throws LoopError `bad_input` for a name that is taken, or for a file of records that is not whole
 * @example await reviewSession({ terminal, reviewer: "Ana", runs, files, now: () => new Date() })
 */
export async function reviewSession(options: ReviewSessionOptions): Promise<ReviewSessionResult> {
  checkReviewer(options.reviewer, await readRecorded(options.files));
  const session = { ...options, skipped: new Set<string>(), done: new Set<string>() };
  const history: string[] = [];
  let wanted: string | undefined;
  options.terminal.show(await progressLine(options));
  for (;;) {
    const next = await nextRun(session, wanted);
    wanted = undefined;
    if (!next) break;
    const ended = await reviewOne(session, next);
    if (ended === "leave") break;
    if (ended === "back") wanted = history.pop() ?? next.work.item.run.trace_id;
    else history.push(next.work.item.run.trace_id);
  }
  const left = (await openRuns({ ...session, skipped: new Set() })).length;
  options.terminal.show(closingLine(session.done.size, left, options.reviewer));
  return { reviewed: session.done.size, left };
}

interface Session extends ReviewSessionOptions {
  /** Trace ids passed over in this session; they come again in the next. */
  skipped: Set<string>;
  /** Trace ids on which something was recorded in this session. */
  done: Set<string>;
}

interface NextRun {
  work: OpenWork;
  page: string;
}

async function openRuns(session: Session): Promise<OpenWork[]> {
  const { labels } = await readRecorded(session.files);
  const { again = [], reviewer, done } = session;
  return session.runs
    .map((item) => {
      const id = item.run.trace_id;
      const inDispute = again.includes(id) && !done.has(id);
      return inDispute ? everything(item) : openWork(item, labels, reviewer);
    })
    .filter(({ verdict, evals }) => verdict || evals.length > 0)
    .filter(({ item }) => !session.skipped.has(item.run.trace_id));
}

function everything(item: ReviewableRun): OpenWork {
  return { item, verdict: true, evals: item.evals };
}

/** The run that the reviewer went back to, or the most telling of those that are open. */
async function nextRun(session: Session, wanted: string | undefined): Promise<NextRun | undefined> {
  const open = await openRuns(session);
  const back = session.runs.find(({ run }) => run.trace_id === wanted);
  const labels = currentLabels((await readRecorded(session.files)).labels, session.runs);
  const seen = new Set(labels.map(({ trace_id }) => trace_id));
  const [first] = orderRuns({
    runs: back ? [back] : open.map(({ item }) => item),
    reviewed: session.runs.filter(({ run }) => seen.has(run.trace_id)),
    labels,
    rows: session.rows ?? [],
  });
  if (!first) return undefined;
  const id = first.item.run.trace_id;
  const work = back ? everything(back) : open.find(({ item }) => item.run.trace_id === id);
  return work && { work, page: renderRunPage(first, Math.max(1, open.length)) };
}

async function reviewOne(
  session: Session,
  { work, page }: NextRun,
): Promise<"next" | "back" | "leave"> {
  const { terminal } = session;
  const { trace_id } = work.item.run;
  terminal.show(`\n${page}`);
  if (work.verdict) {
    terminal.show(runKeys);
    const decision = await askVerdict(terminal, work.item);
    if (decision.kind === "skip") session.skipped.add(trace_id);
    if (decision.kind === "skip") return "next";
    if (decision.kind !== "verdict") return decision.kind;
    await keepVerdict(session, work.item, decision);
  }
  for (const evalCase of work.evals) {
    const answer = await askEval(terminal, evalCase);
    if (answer === "leave") return "leave";
    if (answer === "skip") session.skipped.add(trace_id);
    else await keepEval(session, work.item, { evalCase, verdict: answer });
  }
  terminal.show(await progressLine(session));
  return "next";
}

async function keepVerdict(
  session: Session,
  item: ReviewableRun,
  { verdict, remarks }: { verdict: HumanVerdict; remarks: Remarks },
): Promise<void> {
  const stamp = stampOf(session, seenHashOf(item));
  const label = { ...stamp, trace_id: item.run.trace_id, verdict, note: remarks.note };
  const feedback = toFeedback(item, remarks, stamp);
  // The label last: it marks the run as reviewed.
  await recordReviews(session.files, { feedback, labels: [label] });
  session.done.add(item.run.trace_id);
}

async function keepEval(
  session: Session,
  item: ReviewableRun,
  decided: { evalCase: ReviewableRun["evals"][number]; verdict: HumanVerdict },
): Promise<void> {
  const { eval_id, rubric } = decided.evalCase;
  const label: HumanLabel = {
    ...stampOf(session, seenHashOf(item, rubric)),
    trace_id: item.run.trace_id,
    eval_id,
    verdict: decided.verdict,
    note: "",
  };
  await recordReviews(session.files, { feedback: [], labels: [label] });
  session.done.add(item.run.trace_id);
}

function stampOf({ reviewer, now }: Session, seen_hash: string) {
  return { reviewer, time: now().toISOString(), seen_hash };
}

/** Remarks become feedback, from which evals are made; a bare verdict does not. */
function toFeedback(
  { run }: ReviewableRun,
  { note, ...remarks }: Remarks,
  stamp: ReturnType<typeof stampOf>,
): HumanFeedback[] {
  const points = [...remarks.required_observations, ...remarks.prohibited_claims];
  const none = noRemarks();
  if (note === none.note && points.length === 0) return [];
  return [
    {
      feedback_id: `human-${run.trace_label}-${reviewerKey(stamp.reviewer)}`,
      trace_id: run.trace_id,
      trace_label: run.trace_label,
      question: run.question,
      source_type: "human_feedback",
      summary: note === "" ? points.join(" ") : note,
      ...remarks,
      ...stamp,
    },
  ];
}

async function progressLine({ files, runs, rows = [] }: ReviewSessionOptions): Promise<string> {
  const labels = currentLabels((await readRecorded(files)).labels, runs);
  return `${judgeProgress({ labels, rows }).summary}.`;
}

function closingLine(reviewed: number, left: number, reviewer: string): string {
  const kept = `${reviewed} ${reviewed === 1 ? "run" : "runs"} reviewed by ${reviewer}`;
  return left === 0
    ? `\n${kept}; nothing is left to decide.`
    : `\n${kept}; ${left} left. Start again to carry on.`;
}
