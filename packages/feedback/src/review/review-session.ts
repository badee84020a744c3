import type { GateRow } from "@loopwright/core";
import { judgeProgress } from "../agreement/judge-progress.ts";
import { readRecorded } from "../records/record-reviews.ts";
import { askEval, askVerdict, runKeys } from "./ask-verdict.ts";
import { checkReviewer, currentLabels } from "./open-work.ts";
import { recordDecision, recordEvalVerdict, type Sitting } from "./record-decision.ts";
import { renderRunPage } from "./render-run.ts";
import { reviewQueue, type QueuedRun } from "./review-queue.ts";
import type { ReviewableRun } from "./reviewable-run.ts";
import type { ReviewTerminal } from "./terminal.ts";

export interface ReviewSessionOptions extends Sitting {
  terminal: ReviewTerminal;
  runs: readonly ReviewableRun[];
  /** The judge's rows, for the order of runs and for what a usable judge still needs. */
  rows?: readonly GateRow[];
  /** Runs to decide again although this reviewer has decided them: those in dispute. */
  again?: readonly string[];
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
    const id = next.queued.item.run.trace_id;
    if (ended === "leave") break;
    if (ended === "back") wanted = history.pop() ?? id;
    else history.push(id);
  }
  const left = (await openRuns(session)).length;
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
  queued: QueuedRun;
  /** How many are open, this one included. */
  open: number;
}

/** What is left, and, whatever was decided about it, the run that the reviewer went back to. */
async function openRuns(session: Session, wanted?: string): Promise<QueuedRun[]> {
  const { labels } = await readRecorded(session.files);
  const inDispute = (session.again ?? []).filter((id) => !session.done.has(id));
  const again = wanted === undefined ? inDispute : [...inDispute, wanted];
  return reviewQueue({ ...session, labels, again });
}

/** The run that the reviewer went back to, or the most telling of those that are open. */
async function nextRun(session: Session, wanted: string | undefined): Promise<NextRun | undefined> {
  const idOf = ({ item }: QueuedRun) => item.run.trace_id;
  const all = await openRuns(session, wanted);
  const open = all.filter((one) => !session.skipped.has(idOf(one)));
  const queued = all.find((one) => idOf(one) === wanted) ?? open[0];
  return queued && { queued, open: Math.max(1, open.length) };
}

async function reviewOne(
  session: Session,
  { queued, open }: NextRun,
): Promise<"next" | "back" | "leave"> {
  const { terminal, skipped, done } = session;
  const { item, work } = queued;
  const { trace_id } = item.run;
  terminal.show(`\n${renderRunPage(queued, open)}`);
  if (work.verdict) {
    terminal.show(runKeys);
    const decision = await askVerdict(terminal, item);
    const { feedback, labels } = await recordDecision(session, item, decision);
    if (feedback + labels > 0) done.add(trace_id);
    if (decision.kind === "skip") skipped.add(trace_id);
    if (decision.kind === "skip") return "next";
    if (decision.kind !== "verdict") return decision.kind;
  }
  for (const evalCase of work.evals) {
    const verdict = await askEval(terminal, item, evalCase);
    if (verdict === "leave") return "leave";
    if (verdict === "skip") skipped.add(trace_id);
    else {
      await recordEvalVerdict(session, item, { evalCase, verdict });
      done.add(trace_id);
    }
  }
  terminal.show(await progressLine(session));
  return "next";
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
