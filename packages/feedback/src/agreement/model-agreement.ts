import type { HumanFeedback, ModelFeedback } from "@loopwright/core";
import { wilsonInterval, type Interval } from "@loopwright/core/statistics";
import { overlap, wordsOf } from "../review/words.ts";

/** How far a model's reviews go along with people's. The two kinds stay apart; this only compares them. */
export interface ModelAgreement {
  /** Runs that both reviewed. */
  shared: number;
  /** Of what people asked for or forbade, the share that the model speaks of too. */
  raised: Interval;
  points: number;
  /** People's points that no observation of the model speaks of. */
  missed: { trace_label: string; feedback_id: string; point: string }[];
}

/**
 * Compares a model's observations with people's points, by their words: a point counts as raised when an
 * observation on the same run holds at least half of its weighty words, figures included. It tells what the model
 * speaks of, not whether it is right; a judge's verdicts are compared by `judgeProgress`.
 *
 * @example modelAgreement(human, model).raised // { estimate: 0.7, low: 0.4, high: 0.9 }
 */
export function modelAgreement(
  human: readonly HumanFeedback[],
  model: readonly ModelFeedback[],
): ModelAgreement {
  const reviewed = human.filter(({ trace_id }) => model.some((one) => one.trace_id === trace_id));
  const points = reviewed.flatMap((item) => pointsOf(item).map((point) => ({ item, point })));
  const missed = points.filter(({ item, point }) => !isRaised(point, observationsOn(item, model)));
  return {
    shared: new Set(reviewed.map(({ trace_id }) => trace_id)).size,
    raised: wilsonInterval(points.length - missed.length, points.length),
    points: points.length,
    missed: missed.map(({ item: { trace_label, feedback_id }, point }) => ({
      trace_label,
      feedback_id,
      point,
    })),
  };
}

function observationsOn(
  { trace_id }: HumanFeedback,
  model: readonly ModelFeedback[],
): readonly string[] {
  return model
    .filter((one) => one.trace_id === trace_id)
    .flatMap(({ observations }) => observations);
}

/** Sentences that can be decided; the summary stands in where there are none. */
function pointsOf({ required_observations, prohibited_claims, summary }: HumanFeedback): string[] {
  const points = [...required_observations, ...prohibited_claims];
  return points.length > 0 ? points : [summary];
}

function isRaised(point: string, observations: readonly string[]): boolean {
  return observations.some((one) => overlap(wordsOf(point), wordsOf(one)) >= 0.5);
}
