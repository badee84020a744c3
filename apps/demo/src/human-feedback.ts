import { AgentRun, LoopError, readJsonl, type HumanFeedback } from "@loopwright/core";
import {
  describeProblem,
  importFeedback,
  readRecorded,
  recordReviews,
  type Recorded,
  type RowProblem,
} from "@loopwright/feedback";
import { listProblems } from "./feedback-file.ts";
import { hashOf, readMaterial } from "./review-material.ts";
import type { RunPaths } from "./run-folder.ts";
import type { RunPlan } from "./run-record.ts";
import type { Loop } from "./stage.ts";

/** What people said about the completed runs, and a clause on rows that were left out. */
export async function gatherHumanFeedback({
  plan,
  paths,
}: Pick<Loop, "plan" | "paths">): Promise<{ feedback: HumanFeedback[]; leftOut: string }> {
  const material = await readMaterial(paths);
  const recorded = await readRecorded(material.files);
  const isReviewable = ({ trace_id }: HumanFeedback) =>
    material.runs.some(({ run }) => run.trace_id === trace_id);
  // What was said in this folder has a time and is kept; the file is read anew.
  const kept = recorded.feedback.filter((item) => item.time !== undefined && isReviewable(item));
  const { feedback_file: file } = plan;
  if (!file) return { feedback: kept, leftOut: "" };
  const found = await importFeedback({
    file,
    columns: plan.feedback_columns ?? {},
    // Rows may name runs that failed; those have no answer to learn from.
    runs: await readJsonl(paths.runs, AgentRun),
    recorded: { feedback: kept, labels: recorded.labels },
    seenHashOf: hashOf(material),
    now: () => new Date(),
  });
  const problems = wrongRows(found.problems, plan);
  const feedback = [...kept, ...found.feedback.filter(isReviewable).map(standing)];
  if (feedback.length === 0 && problems.length > 0)
    throw new LoopError("bad_input", listProblems(file, problems));
  await keepVerdicts(paths, found);
  return { feedback, leftOut: clauseOn(file, problems) };
}

/** The reference reviewer has an opinion on questions that this run may not have asked. */
function wrongRows(problems: readonly RowProblem[], plan: RunPlan): RowProblem[] {
  return problems.filter(({ unknownRun }) => !(unknownRun && plan.feedback_is_reference));
}

function standing({ time: _time, seen_hash: _seen, ...item }: HumanFeedback): HumanFeedback {
  return item;
}

async function keepVerdicts(paths: RunPaths, { labels }: Recorded): Promise<void> {
  await recordReviews(
    { feedback: paths.humanFeedback, labels: paths.labels },
    { feedback: [], labels },
  );
}

function clauseOn(file: string, problems: readonly RowProblem[]): string {
  if (problems.length === 0) return "";
  return `; left out: ${problems.map((problem) => describeProblem(file, problem)).join(" | ")}`;
}
