import { HumanVerdict, LoopError, parseAt, type GateRow } from "@loopwright/core";
import {
  checkReviewer,
  currentLabels,
  describeRank,
  judgeProgress,
  readRecorded,
  recordDecision,
  recordEvalVerdict,
  reviewQueue,
  seenHashOf,
  type QueuedRun,
  type ReviewableRun,
  type ReviewFiles,
} from "@loopwright/feedback";
import { z } from "zod";
import type { ReviewView, RunView } from "./review-view.ts";

/** What there is to review. */
export interface StudioMaterial {
  runs: readonly ReviewableRun[];
  /** The judge's rows, for the order of runs and for what a usable judge still needs. */
  rows: readonly GateRow[];
  /** Where people's words are kept. */
  files: ReviewFiles;
}

/** A question of the page. */
export interface ApiCall {
  route: string;
  query: URLSearchParams;
  body: unknown;
}

interface ApiContext {
  material: StudioMaterial;
  now: () => Date;
}

const Sentences = z.array(z.string().trim().min(1));
const Decision = z.object({
  reviewer: z.string().trim().min(1),
  trace_id: z.string(),
  seen_hash: z.string(),
  verdict: HumanVerdict.optional(),
  remarks: z.object({
    note: z.string().trim(),
    theme: z.string().trim().min(1).default("general"),
    required_observations: Sentences,
    prohibited_claims: Sentences,
  }),
});
const EvalDecision = z.object({
  reviewer: z.string().trim().min(1),
  trace_id: z.string(),
  eval_id: z.string(),
  seen_hash: z.string(),
  verdict: z.enum(["pass", "fail"]),
});

/**
 * Answers the page through the same functions as a review in the terminal: same order, same records, same hashes.
 *
 * @throws LoopError `bad_input` for a name that is taken, or for a run that has changed since it was shown;
 *   `not_found` for a run or a route that is not there
 */
export async function answerApi(call: ApiCall, context: ApiContext): Promise<object> {
  if (call.route === "GET /api/review") return review(call.query, context);
  if (call.route === "POST /api/decision") return decide(call.body, context);
  if (call.route === "POST /api/eval") return decideEval(call.body, context);
  throw new LoopError("not_found", `${call.route}: there is nothing here`);
}

async function review(query: URLSearchParams, { material }: ApiContext): Promise<ReviewView> {
  const { runs, rows, files } = material;
  const reviewer = query.get("reviewer") ?? "";
  const recorded = await readRecorded(files);
  checkReviewer(reviewer, recorded);
  const queue = reviewQueue({ runs, rows, labels: recorded.labels, reviewer });
  const wanted = query.get("run");
  const shown = queue.find(({ item }) => item.run.trace_id === wanted) ?? queue[0];
  return {
    progress: judgeProgress({ labels: currentLabels(recorded.labels, runs), rows }).summary,
    queue: queue.map((ranked) => ({
      trace_id: ranked.item.run.trace_id,
      trace_label: ranked.item.run.trace_label,
      why: describeRank(ranked),
    })),
    ...(shown ? { run: viewOf(shown) } : {}),
  };
}

function viewOf({ item, work }: QueuedRun): RunView {
  const { trace_id, trace_label, question, answer } = item.run;
  return {
    trace_id,
    trace_label,
    question,
    answer,
    artifacts: item.artifacts,
    evidence: item.evidence,
    verdict_open: work.verdict,
    evals: work.evals.map(({ eval_id, title, rubric }) => ({
      eval_id,
      title,
      rubric,
      seen_hash: seenHashOf(item, rubric),
    })),
    seen_hash: seenHashOf(item),
  };
}

async function decide(body: unknown, { material, now }: ApiContext) {
  const { reviewer, trace_id, seen_hash, verdict, remarks } = parseAt(Decision, body, "decision");
  const item = itemOf(material, trace_id);
  requireSame(seen_hash, seenHashOf(item));
  return recordDecision(await sitting(material, reviewer, now), item, { verdict, remarks });
}

async function decideEval(body: unknown, { material, now }: ApiContext) {
  const { reviewer, trace_id, eval_id, seen_hash, verdict } = parseAt(EvalDecision, body, "eval");
  const item = itemOf(material, trace_id);
  const evalCase = item.evals.find((one) => one.eval_id === eval_id);
  if (!evalCase)
    throw new LoopError("not_found", `${eval_id}: the run has no such eval; look again`);
  requireSame(seen_hash, seenHashOf(item, evalCase.rubric));
  await recordEvalVerdict(await sitting(material, reviewer, now), item, { evalCase, verdict });
  return {};
}

async function sitting({ files }: StudioMaterial, reviewer: string, now: () => Date) {
  checkReviewer(reviewer, await readRecorded(files));
  return { files, reviewer, now };
}

function itemOf({ runs }: StudioMaterial, id: string): ReviewableRun {
  const item = runs.find(({ run }) => run.trace_id === id);
  if (!item) throw new LoopError("not_found", `${id}: there is no such run; look again`);
  return item;
}

/** A verdict counts for what was seen, and for nothing else. */
function requireSame(seen: string, now: string): void {
  if (seen !== now)
    throw new LoopError("bad_input", "the run has changed since it was shown; look at it again");
}
