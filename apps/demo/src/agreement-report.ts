import { existsSync } from "node:fs";
import { ModelFeedback, readJsonl } from "@loopwright/core";
import { seededRandom, type Interval } from "@loopwright/core/statistics";
import {
  currentLabels,
  judgeProgress,
  modelAgreement,
  readRecorded,
  reviewerAgreement,
  type Disagreement,
  type JudgeProgress,
  type ModelAgreement,
  type ReviewerAgreement,
} from "@loopwright/feedback";
import { readMaterial } from "./review-material.ts";
import type { RunPaths } from "./run-folder.ts";

/** Three kinds of agreement that never mix. */
export interface Agreement {
  people: ReviewerAgreement;
  judge: JudgeProgress;
  model: ModelAgreement;
  /** Labels on answers or rubrics that have changed since; they count for nothing. */
  outdated: number;
  labels_of_traces: Record<string, string>;
}

export async function measureAgreement(paths: RunPaths): Promise<Agreement> {
  const { runs, rows, files } = await readMaterial(paths);
  const recorded = await readRecorded(files);
  const labels = currentLabels(recorded.labels, runs);
  const model = existsSync(paths.modelFeedback)
    ? await readJsonl(paths.modelFeedback, ModelFeedback)
    : [];
  return {
    people: reviewerAgreement({ labels, random: seededRandom("agreement") }),
    judge: judgeProgress({ labels, rows }),
    model: modelAgreement(recorded.feedback, model),
    outdated: recorded.labels.length - labels.length,
    labels_of_traces: Object.fromEntries(runs.map(({ run }) => [run.trace_id, run.trace_label])),
  };
}

export function agreementReport({
  people,
  judge,
  model,
  outdated,
  labels_of_traces,
}: Agreement): string {
  const lines = [
    `Reviewers: ${people.reviewers.map(({ name, labels }) => `${name} (${labels})`).join(", ") || "none"}`,
    ...(outdated > 0
      ? [`Outdated: ${outdated} labels on answers or rubrics that have changed`]
      : []),
    ...people.pairs.map(
      ({ reviewers, shared, kappa, weighted }) =>
        `  ${reviewers.join(" and ")}: kappa ${shown(kappa)}, by order ${shown(weighted)}, over ${shared}`,
    ),
    `Decided by two or more: ${people.shared}; alpha ${shown(people.alpha.nominal)}, by order ${shown(people.alpha.ordinal)}`,
    `Judge and people: ${judge.summary}`,
    `Model feedback and people: it speaks of ${percent(model.raised.estimate)} of people's ${model.points} points (${percent(model.raised.low)} to ${percent(model.raised.high)}), on ${model.shared} runs, compared by their words`,
    `Disagreements: ${people.disagreements.length}`,
    ...people.disagreements.map((one) => `  ${describe(one, labels_of_traces)}`),
    ...(people.disagreements.length > 0
      ? ["Decide them again with: loopwright review --disagreements"]
      : []),
  ];
  return `${lines.join("\n")}\n`;
}

function describe(one: Disagreement, labels: Record<string, string>): string {
  const what = [labels[one.trace_id] ?? one.trace_id, ...(one.eval_id ? [one.eval_id] : [])];
  const verdicts = one.verdicts.map(
    ({ reviewer, verdict, note }) => `${reviewer} ${verdict}${note ? ` (${note})` : ""}`,
  );
  return `${what.join(", ")}: ${verdicts.join("; ")}`;
}

function shown({ estimate, low, high }: Interval): string {
  if (Number.isNaN(estimate)) return "unknown";
  return `${estimate.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
}

function percent(share: number): string {
  return Number.isNaN(share) ? "an unknown share" : `${Math.round(share * 100)}%`;
}
