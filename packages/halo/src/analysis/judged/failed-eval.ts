import type { GateRowSignal, HumanFeedbackSignal } from "../../context/signals.ts";
import type { TraceEvidence } from "../../context/read-context.ts";
import { citing, quotable } from "../../evidence/quotable.ts";
import type { Problem } from "../problem.ts";
import { ruleWording } from "../recommend/wording.ts";
import type { Likeness } from "../rules/likeness.ts";
import { askedIn, firstSentence, type Asked } from "./asked.ts";
import { answerClaim, feedbackClaim, neverOpened } from "./judged-claims.ts";

/** A failed eval, with the feedback behind it and what the answer said on the matter. */
export function failedEval(trace: TraceEvidence, row: GateRowSignal, likeness: Likeness): Problem {
  const definition = trace.evals.find((item) => item.id === row.id);
  const asked = askedIn(definition?.expectedBehavior || definition?.rubric || row.title);
  const failing = whatFailed(asked, failuresIn(row), likeness);
  const feedback = feedbackBehind(trace, [...failing.wants, ...failing.rejects], likeness);
  const summaries = feedback.map((item) => item.summary);
  return {
    source: "gate",
    wish: {
      wants: [...failing.wants, ...summaries.map(firstSentence)],
      rejects: [...failing.rejects, ...feedback.flatMap((item) => item.prohibitedClaims)],
      said: summaries.join("\n"),
      question: trace.question,
      isStep: false,
    },
    wording: ruleWording({ summaries, wants: failing.wants }),
    title: firstSentence(summaries[0] ?? failing.wants[0] ?? row.title),
    traceId: trace.traceId,
    weight: 3 + 2 * Math.min(1, feedback.length),
    claims: [
      {
        text: `The gate failed the eval "${row.title}".`,
        about: row.id,
        evidence: [citing(`gate:${row.id}`, quotable(row.explanation))],
      },
      ...answerClaim(trace, [...failing.wants, ...failing.rejects].join(" "), likeness),
      ...neverOpened(trace, [...failing.wants, ...summaries].join(" ")),
      ...feedback.map((item) => feedbackClaim(trace, item)),
    ],
    evals: [row.id],
  };
}

/** An eval without a verdict is a defect of the gate and says nothing about the answer. */
export function undecidedEval(trace: TraceEvidence, row: GateRowSignal): Problem {
  return {
    source: "gate",
    wish: { wants: [row.title], rejects: [], question: trace.question, isStep: false },
    wording: row.title,
    title: row.title,
    traceId: trace.traceId,
    weight: 1.5,
    claims: [
      {
        text: `The eval "${row.title}" could not be decided.`,
        about: row.id,
        evidence: [citing(`gate:${row.id}`, quotable(row.explanation))],
      },
    ],
    evals: [row.id],
    settled: {
      class: "implementation_or_observability_defect",
      component: "evals",
      verb: "Make decidable",
      change:
        "The eval ran, but no verdict came of it. Find out from its error whether the judge, its time limit or the rubric is at fault, and mend that before anything is concluded from the gate.",
      targetFile: null,
    },
  };
}

/** What a judge says about the requirements that did not hold; the whole when it does not part them. */
function failuresIn(row: GateRowSignal): string {
  const failing = row.checks.filter((check) => !check.passed).map((check) => check.reason);
  const text = failing.length > 0 ? failing.join("\n") : row.explanation;
  // What the judge holds against a requirement is the answer's own words, and not what was asked.
  return text.replace(/["“][^"”]{20,}["”]/g, " ");
}

/** An eval may ask for several things; what the judge speaks of is what failed. */
function whatFailed(asked: Asked, failure: string, likeness: Likeness): Asked {
  const spoken = (one: string) => likeness.covered(one, failure) > 0.7;
  const wants = asked.wants.filter(spoken);
  const rejects = asked.rejects.filter(spoken);
  return wants.length + rejects.length > 0 ? { wants, rejects } : asked;
}

function feedbackBehind(
  trace: TraceEvidence,
  failing: readonly string[],
  likeness: Likeness,
): HumanFeedbackSignal[] {
  return trace.humanFeedback.filter((item) => {
    const said = [item.summary, ...item.requiredObservations, ...item.prohibitedClaims].join("\n");
    return failing.some((one) => likeness.covered(one, said) > 0.6);
  });
}
