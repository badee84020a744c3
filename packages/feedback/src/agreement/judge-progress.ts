import { usableJudge, type GateRow, type HumanLabel } from "@loopwright/core";
import { cohenKappa, type Interval } from "@loopwright/core/statistics";
import { labelsByItem, type LabeledItem } from "./latest-labels.ts";

/** How near a judge is to being usable: 30 labels, and a lower bound of kappa of at least 0.6. */
export interface JudgeProgress {
  /** Evals that people decided clearly and the judge decided too. */
  labels: number;
  /** Agreement of the judge with people; absent without labels. */
  kappa?: Interval;
  usable: boolean;
  /**
   * Reviews that are missing; with 30 labels or more, an estimate that supposes agreement to stay as it is. Absent
   * when more of them would not help, because the agreement itself is too low.
   */
  missing?: number;
  /** The same as a sentence. */
  summary: string;
}

/** A judge's verdict beside people's. */
export interface JudgedItem {
  trace_id: string;
  eval_id: string;
  people: "pass" | "fail";
  judge: "pass" | "fail";
}

/**
 * Compares people's verdicts on evals with the judge's, and says how many reviews are missing. Where people differ,
 * the majority counts; ties and `partial` count for nothing.
 *
 * @example judgeProgress({ labels, rows: gate.rows }).summary
 */
export function judgeProgress(options: {
  labels: readonly HumanLabel[];
  rows: readonly GateRow[];
}): JudgeProgress {
  const items = judgedItems(options);
  const labels = items.length;
  if (labels === 0) return { labels, usable: false, ...missingLabels(0) };
  const kappa = cohenKappa(items.map(({ people, judge }) => [people, judge]));
  if (labels < usableJudge.labels)
    return { labels, kappa, usable: false, ...missingLabels(labels) };
  if (kappa.low >= usableJudge.lowerBound)
    return { labels, kappa, usable: true, ...enough(labels, kappa) };
  return { labels, kappa, usable: false, ...missingAgreement(labels, kappa) };
}

/** Evals on runs that both people and the judge decided. */
export function judgedItems({
  labels,
  rows,
}: {
  labels: readonly HumanLabel[];
  rows: readonly GateRow[];
}): JudgedItem[] {
  return labelsByItem(labels).flatMap((item) => {
    const { trace_id, eval_id } = item;
    const people = majority(item);
    const row = rows.find((one) => one.trace_id === trace_id && one.eval_id === eval_id);
    const judge = row && judgeVerdict(row);
    return eval_id && people && judge ? [{ trace_id, eval_id, people, judge }] : [];
  });
}

/** What the judge said, whatever the literal checks beside it did. */
export function judgeVerdict({ outcome, checks }: GateRow): "pass" | "fail" | undefined {
  if (outcome === "errored") return undefined;
  const check = checks.find(({ type }) => type === "llm-rubric");
  return check && (check.passed ? "pass" : "fail");
}

function majority({ labels }: LabeledItem): "pass" | "fail" | undefined {
  const count = (verdict: string) => labels.filter((label) => label.verdict === verdict).length;
  const lead = count("pass") - count("fail");
  if (lead === 0) return undefined;
  return lead > 0 ? "pass" : "fail";
}

function missingLabels(labels: number): Pick<JudgeProgress, "missing" | "summary"> {
  const missing = usableJudge.labels - labels;
  return {
    missing,
    summary: `${labels} of ${usableJudge.labels} labels for the judge: at least ${missing} more ${missing === 1 ? "review" : "reviews"} of evals before its verdicts may block`,
  };
}

function enough(labels: number, kappa: Interval): Pick<JudgeProgress, "missing" | "summary"> {
  return { missing: 0, summary: `${labels} labels, ${describe(kappa)}: the judge may block` };
}

/** An interval shrinks with the square root of the number of labels. */
function missingAgreement(
  labels: number,
  kappa: Interval,
): Pick<JudgeProgress, "missing" | "summary"> {
  const spare = kappa.estimate - usableJudge.lowerBound;
  const facts = `${labels} labels, ${describe(kappa)}`;
  if (!(spare > 0))
    return {
      summary: `${facts}: more reviews alone will not make the judge usable; mend its prompt or the rubrics`,
    };
  const wanted = Math.ceil(labels * ((kappa.estimate - kappa.low) / spare) ** 2);
  const missing = Math.max(1, wanted - labels);
  return {
    missing,
    summary: `${facts}: about ${missing} more ${missing === 1 ? "review" : "reviews"} until its lower bound reaches ${usableJudge.lowerBound}, if agreement stays as it is`,
  };
}

function describe({ estimate, low, high }: Interval): string {
  if (Number.isNaN(estimate)) return "kappa unknown (all verdicts are alike)";
  return `kappa ${estimate.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
}
