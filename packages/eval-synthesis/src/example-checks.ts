import type { EvalCase, HumanFeedback } from "@loopwright/core";
import { bareClaim, prohibitionOf, requirementOf } from "./rubric-sentence.ts";

/** How one answer fared under one eval; `errored` means that it could not be decided. */
export interface ExampleOutcome {
  outcome: "passed" | "failed" | "errored";
  reason: string;
}

/** Scores an answer with an eval, by the same engine that the gate uses. */
export type CheckExample = (evalCase: EvalCase, answer: string) => Promise<ExampleOutcome>;

/** What the checks of one eval say together. */
export type ExampleVerdict =
  | { outcome: "sound"; checks: number }
  | { outcome: "flawed"; problems: string[] }
  | { outcome: "undecided"; reason: string };

interface Expectation {
  evalCase: EvalCase;
  answer: string;
  expected: "passed" | "failed";
  /** What is wrong when it comes out the other way. */
  otherwise: string;
}

/**
 * Lets the gate's engine try an eval: its pass example has to pass and its fail example to fail, every time. Where it was
 * written from human feedback, that feedback is put to the test too: the pass example must make no prohibited
 * claim, an answer made of the prohibited claims must fail, and the fail example must not be an answer that
 * the reviewer would have been content with.
 */
export async function checkExamples({
  evalCase,
  feedback,
  checkExample,
  repeats,
}: {
  evalCase: EvalCase;
  feedback: readonly HumanFeedback[];
  checkExample: CheckExample;
  /** How often the own examples of a judged eval are tried; each time has to come out right. */
  repeats: number;
}): Promise<ExampleVerdict> {
  const times = evalCase.scoring_method === "deterministic" ? 1 : repeats;
  const expectations = [
    ...Array.from({ length: times }, () => ownExamples(evalCase)).flat(),
    ...noProhibitedClaim(evalCase, feedback),
    ...sourcesBorneOut(evalCase, feedback),
  ];
  const outcomes = await Promise.all(
    expectations.map(({ evalCase: tried, answer }) => checkExample(tried, answer)),
  );
  const problems = expectations.flatMap(({ expected, otherwise }, index) => {
    const found = outcomes[index];
    const isOtherwise = found && found.outcome !== "errored" && found.outcome !== expected;
    return isOtherwise ? [`${otherwise}: ${found.reason}`] : [];
  });
  if (problems.length > 0) return { outcome: "flawed", problems: [...new Set(problems)] };
  const errored = outcomes.find(({ outcome }) => outcome === "errored");
  return errored
    ? { outcome: "undecided", reason: errored.reason }
    : { outcome: "sound", checks: expectations.length };
}

function ownExamples(evalCase: EvalCase): Expectation[] {
  return [
    {
      evalCase,
      answer: evalCase.suggested_pass_example,
      expected: "passed",
      otherwise: "suggested_pass_example does not pass",
    },
    {
      evalCase,
      answer: evalCase.suggested_fail_example,
      expected: "failed",
      otherwise: "suggested_fail_example does not fail",
    },
  ];
}

/** Whatever an eval is about, what it holds up as right must not be what a person called wrong. */
function noProhibitedClaim(evalCase: EvalCase, feedback: readonly HumanFeedback[]): Expectation[] {
  const claims = feedback.flatMap((item) => item.prohibited_claims);
  if (claims.length === 0) return [];
  return [
    {
      evalCase: probe(evalCase, "prohibited-claims", claims.map(prohibitionOf)),
      answer: evalCase.suggested_pass_example,
      expected: "passed",
      otherwise: "suggested_pass_example makes a claim that people prohibited",
    },
  ];
}

/** An eval that was written from people's word alone has to take their side. */
function sourcesBorneOut(evalCase: EvalCase, feedback: readonly HumanFeedback[]): Expectation[] {
  const sources = feedback.filter((item) =>
    evalCase.source_feedback_ids.includes(item.feedback_id),
  );
  if (sources.length < evalCase.source_feedback_ids.length) return [];
  return sources.flatMap((item): Expectation[] => {
    const required = item.required_observations.map(requirementOf);
    const claims = item.prohibited_claims;
    return [
      ...(claims.length > 0
        ? [
            {
              evalCase,
              answer: claims.map(bareClaim).join(" "),
              expected: "failed" as const,
              otherwise: `an answer that makes the claims prohibited by ${item.feedback_id} passes`,
            },
          ]
        : []),
      ...(required.length > 0
        ? [
            {
              evalCase: probe(evalCase, item.feedback_id, [
                ...required,
                ...claims.map(prohibitionOf),
              ]),
              answer: evalCase.suggested_fail_example,
              expected: "failed" as const,
              otherwise: `suggested_fail_example is a right answer by ${item.feedback_id}`,
            },
          ]
        : []),
    ];
  });
}

/** An eval of our own, to ask the engine what people's feedback says about an answer. */
function probe(evalCase: EvalCase, purpose: string, sentences: readonly string[]): EvalCase {
  return {
    ...evalCase,
    eval_id: `${evalCase.eval_id}.${purpose}`,
    scoring_method: "llm_judge",
    deterministic_assertions: [],
    rubric: sentences.join("\n"),
  };
}
