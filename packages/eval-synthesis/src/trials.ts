import type { AgentRun, EvalCase, HumanFeedback } from "@loopwright/core";
import type { EvalReport, OperatorKills } from "./admission-report.ts";
import type { CheckExample, ExampleOutcome } from "./example-checks.ts";
import { mutantsOf } from "./mutants/mutants-of.ts";
import type { Mutant } from "./mutants/mutation.ts";
import { statedAnswer } from "./rubric-sentence.ts";
import { rewritesOf } from "./rewrites.ts";

/** An answer that the agent gave with something taken out of its harness. */
export interface HarnessMutant {
  /** What was taken out: `without rule 7`. */
  name: string;
  answer: string;
}

/** Asks the agent again, once for each thing taken out of its harness. Called once a run. */
export type RunHarnessMutants = (run: AgentRun) => Promise<readonly HarnessMutant[]>;

export interface TrialInput {
  evalCase: EvalCase;
  run: AgentRun;
  feedback: readonly HumanFeedback[];
  /** Answers to the same question that are known to be right. */
  references: readonly string[];
  checkExample: CheckExample;
  runHarnessMutants?: RunHarnessMutants | undefined;
  /** Most mutants of one operator and right answer. */
  mutantsPerOperator: number;
}

/** What came out of an eval's trials. */
export type TrialVerdict =
  | { outcome: "sound"; report: EvalReport }
  | { outcome: "flawed"; problems: string[] }
  | { outcome: "undecided"; reason: string };

interface Trial {
  mutant?: Mutant;
  /** The rule that the harness lacked when the agent gave this answer. */
  lackedRule?: string;
  /** What is wrong with the eval when this right answer fails. */
  otherwise?: string;
  answer: string;
}

/**
 * Tries an eval on answers that it has not seen: right ones and their rewrites have to pass, and of the wrong ones
 * made of them at least one has to fail, for more than its length.
 */
export async function runTrials(input: TrialInput): Promise<TrialVerdict> {
  const { evalCase, checkExample } = input;
  const right = rightAnswers(input);
  const trials = [...right.flatMap(rightTrials), ...(await mutantTrials(input, right))];
  const outcomes = await Promise.all(
    trials.map(async (trial) => ({ trial, ...(await checkExample(evalCase, trial.answer)) })),
  );
  const problems = outcomes.flatMap(({ trial, outcome, reason }) =>
    trial.otherwise !== undefined && outcome === "failed" ? [`${trial.otherwise}: ${reason}`] : [],
  );
  // One cause makes most rewrites fail alike; two are enough to mend an eval by.
  if (problems.length > 0) return { outcome: "flawed", problems: problems.slice(0, 2) };
  const report = reportOf(input, outcomes);
  if (tellsApart(report)) return { outcome: "sound", report };
  const errored = outcomes.find(({ outcome }) => outcome === "errored");
  if (errored) return { outcome: "undecided", reason: errored.reason };
  return { outcome: "flawed", problems: [toothless(report)] };
}

/** A mere cut is no proof: an eval that counts words would notice it too. */
function tellsApart({ kills, harness_mutants: ofHarness }: EvalReport): boolean {
  return (
    kills.some(({ operator, killed }) => killed > 0 && operator !== "truncate") ||
    ofHarness.some(({ killed }) => killed)
  );
}

interface RightAnswer {
  answer: string;
  name: string;
}

/** The pass example, answers known to be right, and what the reviewer asked for, said in so many words. */
function rightAnswers({ evalCase, feedback, references }: TrialInput): RightAnswer[] {
  const byPeople = feedback.filter((item) =>
    evalCase.source_feedback_ids.includes(item.feedback_id),
  );
  const fromPeopleAlone = byPeople.length === evalCase.source_feedback_ids.length;
  const answers = [
    { answer: evalCase.suggested_pass_example, name: "suggested_pass_example" },
    ...references.map((answer) => ({ answer, name: "a reference answer" })),
    ...(fromPeopleAlone ? byPeople : []).flatMap((item) => {
      const answer = statedAnswer(item.required_observations);
      return answer === undefined
        ? []
        : [{ answer, name: `an answer that says all that ${item.feedback_id} requires` }];
    }),
  ];
  const distinct = new Map(answers.toReversed().map((one) => [one.answer.trim(), one]));
  return answers.filter((one) => distinct.get(one.answer.trim()) === one);
}

function rightTrials({ answer, name }: RightAnswer, index: number): Trial[] {
  const own = index === 0 ? [] : [{ answer, otherwise: `${name} fails` }];
  const rewrites = rewritesOf(answer).map((rewrite) => ({
    answer: rewrite.answer,
    otherwise: `${name} fails when it is put in another way (${rewrite.kind})`,
  }));
  return [...own, ...rewrites];
}

async function mutantTrials(input: TrialInput, right: readonly RightAnswer[]): Promise<Trial[]> {
  const { evalCase, feedback, mutantsPerOperator: perOperator } = input;
  const own = right.flatMap(({ answer }) => mutantsOf({ evalCase, answer, feedback, perOperator }));
  const distinct = new Map(own.map((mutant) => [mutant.answer.trim(), mutant]));
  return [
    ...[...distinct.values()].map((mutant) => ({ mutant, answer: mutant.answer })),
    ...(await harnessTrials(input)),
  ];
}

/** An answer like the run's own shows nothing: the rule did not matter to this question. */
async function harnessTrials({ run, runHarnessMutants }: TrialInput): Promise<Trial[]> {
  const answers = (await runHarnessMutants?.(run)) ?? [];
  return answers
    .filter(({ answer }) => answer.trim() !== run.answer.trim())
    .map(({ name, answer }) => ({ lackedRule: name, answer }));
}

function reportOf(
  { evalCase }: TrialInput,
  outcomes: readonly { trial: Trial; outcome: ExampleOutcome["outcome"] }[],
): EvalReport {
  const decided = outcomes.flatMap(({ trial: { mutant }, outcome }) =>
    mutant && outcome !== "errored" ? [{ ...mutant, isKilled: outcome === "failed" }] : [],
  );
  const operators = [...new Set(decided.map(({ operator }) => operator))];
  const kills = operators.map((operator): OperatorKills => {
    const made = decided.filter((mutant) => mutant.operator === operator);
    return {
      operator,
      made: made.length,
      killed: made.filter(({ isKilled }) => isKilled).length,
    };
  });
  const survivors = decided.filter(({ isKilled }) => !isKilled);
  return {
    eval_id: evalCase.eval_id,
    source_trace_id: evalCase.source_trace_id,
    kills,
    mutants: decided.length,
    killed: decided.length - survivors.length,
    survivors: survivors.map(({ operator, answer }) => ({ operator, answer })),
    harness_mutants: outcomes.flatMap(({ trial: { lackedRule: name }, outcome }) =>
      name === undefined || outcome === "errored" ? [] : [{ name, killed: outcome === "failed" }],
    ),
    rewrites: outcomes.filter(({ trial }) => trial.otherwise !== undefined).length,
    false_failures: 0,
    checks: outcomes.length,
  };
}

function toothless({ mutants, survivors }: EvalReport): string {
  const [first] = survivors;
  return `it lets all ${mutants} wrong answers pass${
    first ? `, such as (${first.operator}) "${first.answer}"` : ""
  }; ask for what makes an answer right`;
}
