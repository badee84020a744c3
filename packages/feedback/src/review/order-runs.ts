import type { GateRow, HumanLabel } from "@loopwright/core";
import { judgeVerdict } from "../agreement/judge-progress.ts";
import { labelsByItem, type LabeledItem } from "../agreement/latest-labels.ts";
import type { ReviewableRun } from "./reviewable-run.ts";
import { similarity, wordsOf } from "./words.ts";

/** A run and why it is worth a person's minute. Each part and their mean, `value`, is between 0 and 1. */
export interface RankedRun {
  item: ReviewableRun;
  value: number;
  /** 1 when people, or people and the judge, decided something about the run differently. */
  disagreement: number;
  /** Distance, in words, from the nearest run that someone has reviewed. */
  novelty: number;
  /** How open its verdict is: entropy of the judge's scores, less for each person who has decided. */
  information: number;
}

/**
 * Puts the runs worth a human minute first: those that people decided differently, that are unlike what was
 * reviewed, and whose verdict is hardest to foretell. Without any labels or gate rows all runs are alike, and keep
 * the order of their labels.
 *
 * @example orderRuns({ runs, labels, rows: gate.rows })[0]?.item.run.trace_label
 */
export function orderRuns(options: {
  runs: readonly ReviewableRun[];
  /** Runs that someone has reviewed, for novelty; they may be among `runs`. */
  reviewed?: readonly ReviewableRun[];
  labels: readonly HumanLabel[];
  rows?: readonly GateRow[];
}): RankedRun[] {
  const { runs, reviewed = [], labels, rows = [] } = options;
  const decided = labelsByItem(labels);
  const known = reviewed.map((one) => ({ id: one.run.trace_id, words: runWords(one) }));
  return runs
    .map((item) => {
      const id = item.run.trace_id;
      const about = decided.filter(({ trace_id }) => trace_id === id);
      const judged = rows.filter(({ trace_id }) => trace_id === id);
      const others = known.filter((one) => one.id !== id).map(({ words }) => words);
      const parts = {
        disagreement: about.some((one) => differs(one, judged)) ? 1 : 0,
        novelty: noveltyOf(runWords(item), others),
        information: openness(judged) / (1 + reviewersOf(about)),
      };
      const value = (parts.disagreement + parts.novelty + parts.information) / 3;
      return { item, value, ...parts };
    })
    .toSorted(
      (a, b) => b.value - a.value || a.item.run.trace_label.localeCompare(b.item.run.trace_label),
    );
}

/** Why a run comes when it does, in words. */
export function describeRank({ disagreement, novelty, information }: RankedRun): string {
  const reasons = [
    ...(disagreement > 0 ? ["verdicts on it differ"] : []),
    ...(novelty >= 0.5 ? ["unlike what was reviewed"] : []),
    ...(information >= 0.5 ? ["its verdict is hard to foretell"] : []),
  ];
  return reasons.length > 0 ? reasons.join(", ") : "it is still open";
}

function runWords({ run }: ReviewableRun): Set<string> {
  return wordsOf(`${run.question} ${run.answer}`);
}

function differs({ eval_id, labels }: LabeledItem, judged: readonly GateRow[]): boolean {
  const row = judged.find((one) => one.eval_id === eval_id);
  const judge = row && judgeVerdict(row);
  const verdicts = [...labels.map(({ verdict }) => verdict), ...(judge ? [judge] : [])];
  return new Set(verdicts).size > 1;
}

function noveltyOf(words: ReadonlySet<string>, others: readonly ReadonlySet<string>[]): number {
  return 1 - Math.max(0, ...others.map((other) => similarity(words, other)));
}

function reviewersOf(about: readonly LabeledItem[]): number {
  return new Set(about.flatMap(({ labels }) => labels.map(({ reviewer }) => reviewer))).size;
}

/** Mean binary entropy of the judge's scores; a run that nobody judged is wholly open. */
function openness(judged: readonly GateRow[]): number {
  const scores = judged.flatMap(({ checks }) =>
    checks.filter(({ type }) => type === "llm-rubric").map(({ score }) => score),
  );
  if (scores.length === 0) return 1;
  return scores.reduce((sum, score) => sum + entropy(score), 0) / scores.length;
}

/** In bits; a judge's certainty is never taken as whole. */
function entropy(score: number): number {
  const p = Math.min(0.95, Math.max(0.05, score));
  return -p * Math.log2(p) - (1 - p) * Math.log2(1 - p);
}
