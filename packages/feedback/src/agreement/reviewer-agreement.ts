import { HumanVerdict, type HumanLabel } from "@loopwright/core";
import {
  cohenKappa,
  krippendorffInterval,
  linearWeight,
  weightedKappa,
  type Interval,
  type Random,
} from "@loopwright/core/statistics";
import { reviewerKey } from "../import/reviewer-key.ts";
import { labelsByItem, latestLabels, type LabeledItem } from "./latest-labels.ts";

/** How far people agree. Intervals are for 95%; NaN says that the labels cannot tell. */
export interface ReviewerAgreement {
  reviewers: { name: string; labels: number }[];
  /** Runs and evals that two people or more decided. */
  shared: number;
  /**
   * Cohen's kappa of each two reviewers over what both decided, and weighted by the steps between two verdicts, so
   * that pass against partial is half a disagreement.
   */
  pairs: { reviewers: [string, string]; shared: number; kappa: Interval; weighted: Interval }[];
  /** Krippendorff's alpha of all of them: `nominal` asks whether verdicts are the same, `ordinal` how far apart. */
  alpha: { nominal: Interval; ordinal: Interval };
  /** What people decided differently, pass against fail first. */
  disagreements: Disagreement[];
}

export interface Disagreement {
  trace_id: string;
  eval_id?: string;
  verdicts: { reviewer: string; verdict: HumanVerdict; note: string }[];
  /** Steps between the farthest verdicts: 1 with a partial, 2 for pass against fail. */
  spread: number;
}

/**
 * Agreement of people with each other, over their latest labels.
 *
 * @param options.random draws the resamples of alpha's intervals
 * @example reviewerAgreement({ labels, random: seededRandom("agreement") }).alpha.nominal.estimate
 */
export function reviewerAgreement(options: {
  labels: readonly HumanLabel[];
  random: Random;
}): ReviewerAgreement {
  const items = labelsByItem(options.labels);
  const shared = items.filter(({ labels }) => labels.length > 1);
  const units = shared.map(({ labels }) => labels.map(({ verdict }) => rank(verdict)));
  const alpha = (level: "nominal" | "ordinal") =>
    units.length < 2
      ? unknown
      : krippendorffInterval({ units, level, random: options.random.fork(level) });
  return {
    reviewers: countReviewers(options.labels),
    shared: shared.length,
    pairs: pairAgreement(shared),
    alpha: { nominal: alpha("nominal"), ordinal: alpha("ordinal") },
    disagreements: findDisagreements(shared),
  };
}

const unknown: Interval = { estimate: Number.NaN, low: -1, high: 1 };

/** From worst to best. */
function rank(verdict: HumanVerdict): number {
  return HumanVerdict.options.indexOf(verdict);
}

function countReviewers(labels: readonly HumanLabel[]): ReviewerAgreement["reviewers"] {
  const counts = new Map<string, { name: string; labels: number }>();
  for (const { reviewer } of latestLabels(labels)) {
    const count = counts.get(reviewerKey(reviewer)) ?? { name: reviewer, labels: 0 };
    counts.set(reviewerKey(reviewer), { ...count, labels: count.labels + 1 });
  }
  return [...counts.values()].toSorted((a, b) => a.name.localeCompare(b.name));
}

function pairAgreement(shared: readonly LabeledItem[]): ReviewerAgreement["pairs"] {
  const names = [...new Set(shared.flatMap(({ labels }) => labels.map((one) => one.reviewer)))];
  names.sort((a, b) => a.localeCompare(b));
  return names.flatMap((first, index) =>
    names.slice(index + 1).flatMap((second) => {
      const verdicts = shared.flatMap(({ labels }) => {
        const [a, b] = [first, second].map((name) => labels.find((one) => one.reviewer === name));
        return a && b ? [[a.verdict, b.verdict] as const] : [];
      });
      if (verdicts.length === 0) return [];
      const reviewers: [string, string] = [first, second];
      const kappa = cohenKappa(verdicts);
      const weighted = weightedKappa(verdicts, linearWeight(HumanVerdict.options));
      return [{ reviewers, shared: verdicts.length, kappa, weighted }];
    }),
  );
}

function findDisagreements(shared: readonly LabeledItem[]): Disagreement[] {
  return shared
    .map(({ labels, ...item }) => ({
      ...item,
      verdicts: labels.map(({ reviewer, verdict, note }) => ({ reviewer, verdict, note })),
      spread: spreadOf(labels),
    }))
    .filter(({ spread }) => spread > 0)
    .toSorted((a, b) => b.spread - a.spread);
}

function spreadOf(labels: readonly HumanLabel[]): number {
  const ranks = labels.map(({ verdict }) => rank(verdict));
  return Math.max(...ranks) - Math.min(...ranks);
}
