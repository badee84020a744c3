import type { HumanFeedback } from "@loopwright/core";
import type { PlantedConflict } from "@loopwright/dataroom";
import type { WorkedQuestion } from "./work.ts";

/** One conflict that a reviewer who knows the key asks for in one run. */
export interface Asked {
  conflict: PlantedConflict;
  worked: WorkedQuestion;
}

const runsEach = 5;

/**
 * Every conflict at each question that touches it, in rounds of at most five runs: one turn of the loop takes so
 * many, and a reviewer says one thing about each, so that an eval is about one conflict.
 */
export function roundsOf(
  conflicts: readonly PlantedConflict[],
  worked: readonly WorkedQuestion[],
): Asked[][] {
  const open = conflicts.flatMap((conflict) =>
    worked
      .filter(({ number }) => conflict.questions.includes(number))
      .map((one) => ({ conflict, worked: one })),
  );
  const rounds: Asked[][] = [];
  for (const asked of open) {
    const round = rounds.find(
      (each) =>
        each.length < runsEach &&
        each.every(({ worked: other }) => other.number !== asked.worked.number),
    );
    if (round) round.push(asked);
    else rounds.push([asked]);
  }
  return rounds;
}

/** What the reviewer says of a run. */
export function reviewOf({ conflict, worked: { run } }: Asked): HumanFeedback {
  return {
    feedback_id: `human-${run.trace_label}`,
    trace_id: run.trace_id,
    trace_label: run.trace_label,
    question: run.question,
    source_type: "human_feedback",
    theme: conflict.kind,
    summary: `What the sources bear out is this: ${conflict.right}`,
    required_observations: conflict.observations,
    prohibited_claims: [conflict.tempting],
  };
}
