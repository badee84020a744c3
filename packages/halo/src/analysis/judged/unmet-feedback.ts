import type { HumanFeedbackSignal } from "../../context/signals.ts";
import type { TraceEvidence } from "../../context/read-context.ts";
import { artifactsLeftBy } from "../observations/artifacts.ts";
import type { Problem } from "../problem.ts";
import { ruleWording } from "../recommend/wording.ts";
import type { Likeness } from "../rules/likeness.ts";
import { firstSentence } from "./asked.ts";
import { isSaid, isClaimed } from "./is-said.ts";
import { answerClaim, feedbackClaim, neverOpened } from "./judged-claims.ts";
import { artifactWantedIn } from "./wanted-artifact.ts";

/** Feedback says what a right run needs; it is a problem only where the run falls short of it. */
export function unmetFeedback(
  trace: TraceEvidence,
  item: HumanFeedbackSignal,
  likeness: Likeness,
): Problem[] {
  const missing = item.requiredObservations.filter((one) => !isMet(one, trace, likeness));
  const said = item.prohibitedClaims.filter((one) => isClaimed(one, trace.answer, likeness));
  const isUnmet = missing.length * 2 > item.requiredObservations.length || said.length > 0;
  if (trace.answer === "" || !isUnmet) return [];
  return [
    {
      source: "human_feedback",
      wish: {
        wants: [...missing, firstSentence(item.summary)],
        rejects: item.prohibitedClaims,
        said: item.summary,
        question: trace.question,
        isStep: false,
      },
      wording: ruleWording({ summaries: [item.summary], wants: missing }),
      title: firstSentence(item.summary),
      traceId: trace.traceId,
      weight: 3,
      claims: [
        feedbackClaim(trace, item),
        ...answerClaim(trace, [...missing, ...said].join(" "), likeness),
        ...neverOpened(trace, [...missing, item.summary].join(" ")),
      ],
      evals: [],
    },
  ];
}

/** A file that should be written is looked for among the artifacts, and all else in the answer. */
function isMet(observation: string, trace: TraceEvidence, likeness: Likeness): boolean {
  const artifact = artifactWantedIn(observation);
  const left = artifactsLeftBy(trace);
  return artifact !== undefined && left !== undefined
    ? left.has(artifact)
    : isSaid(observation, trace.answer, likeness);
}

/** The gate has the last word on what its evals cover: a judge reads better than a comparison of words. */
export function isJudged(
  trace: TraceEvidence,
  item: HumanFeedbackSignal,
  likeness: Likeness,
): boolean {
  const decided = new Set(
    trace.gateRows.filter((row) => row.outcome !== "errored").map((row) => row.id),
  );
  const evals = trace.evals.filter((one) => decided.has(one.id));
  const judged = evals.map((one) => `${one.title}\n${one.expectedBehavior}`).join("\n");
  const asked = [...item.requiredObservations, ...item.prohibitedClaims];
  const covered = asked.filter((one) => likeness.covered(one, judged) > 0.6);
  return covered.length * 2 >= asked.length && asked.length > 0;
}
