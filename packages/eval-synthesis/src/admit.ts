import type { EvalCase } from "@loopwright/core";
import type { EvalReport } from "./admission-report.ts";
import { contradictions } from "./contradictions.ts";
import { caseOf, type EvalDraft } from "./draft.ts";
import { draftProblems } from "./draft-problems.ts";
import type { Evidence } from "./evidence.ts";
import { checkExamples, type CheckExample } from "./example-checks.ts";
import { accidents } from "./literal-origin.ts";
import { isSameBehaviour } from "./same-behaviour.ts";
import { runTrials, type RunHarnessMutants } from "./trials.ts";

/** A draft that was not admitted, and why. */
export interface RejectedEval {
  eval: EvalDraft;
  reason: string;
}

/** What became of the drafts of one reply. */
export interface Admission {
  admitted: EvalCase[];
  /** What each admitted eval has shown, in the same order. */
  reports: EvalReport[];
  flawed: RejectedEval[];
  /** Drafts that the engine could not try: no fault of theirs is known. */
  undecided: RejectedEval[];
}

export interface AdmitInput {
  drafts: readonly EvalDraft[];
  evidence: Evidence;
  /** Evals that are in the suite already. */
  present: readonly EvalCase[];
  /** How many more the suite takes. */
  room: number;
  checkExample: CheckExample;
  /** Answers known to be right, by trace id. */
  references: ReadonlyMap<string, readonly string[]>;
  runHarnessMutants?: RunHarnessMutants | undefined;
  /** How often the own examples of a judged eval are tried. */
  repeats: number;
  mutantsPerOperator: number;
}

/**
 * Admits the drafts that can tell good from bad: sound on their face, in line with the human feedback, proved on
 * their own examples and on answers that they have not seen, and not there already. All drafts are tried at the
 * same time.
 */
export async function admit(input: AdmitInput): Promise<Admission> {
  const verdicts = await Promise.all(input.drafts.map((draft) => judgeDraft(draft, input)));
  const admission: Admission = { admitted: [], reports: [], flawed: [], undecided: [] };
  for (const [index, verdict] of verdicts.entries()) {
    const draft = input.drafts[index];
    if (!draft) continue;
    const present = [...input.present, ...admission.admitted];
    if (verdict.outcome === "undecided")
      admission.undecided.push({ eval: draft, reason: verdict.reason });
    else if (verdict.outcome === "flawed")
      admission.flawed.push({ eval: draft, reason: verdict.problems.join("; ") });
    else {
      const repeated = repetition(verdict.evalCase, present);
      if (repeated !== undefined) admission.flawed.push({ eval: draft, reason: repeated });
      else if (admission.admitted.length >= input.room)
        admission.flawed.push({ eval: draft, reason: "the suite is full" });
      else {
        admission.admitted.push(verdict.evalCase);
        admission.reports.push(verdict.report);
      }
    }
  }
  return admission;
}

type DraftVerdict =
  | { outcome: "sound"; evalCase: EvalCase; report: EvalReport }
  | { outcome: "flawed"; problems: string[] }
  | { outcome: "undecided"; reason: string };

async function judgeDraft(draft: EvalDraft, input: AdmitInput): Promise<DraftVerdict> {
  const source = input.evidence.get(draft.source_trace_id);
  const problems = [
    ...draftProblems(draft, input.evidence),
    ...contradictions(draft, source?.human ?? []),
    ...(source ? accidents(draft, source) : []),
  ];
  if (!source || problems.length > 0) return { outcome: "flawed", problems };
  const evalCase = caseOf(draft, source);
  const { checkExample, repeats, runHarnessMutants, mutantsPerOperator } = input;
  const examples = await checkExamples({
    evalCase,
    feedback: source.human,
    checkExample,
    repeats,
  });
  if (examples.outcome !== "sound") return examples;
  const trials = await runTrials({
    evalCase,
    run: source.run,
    feedback: source.human,
    references: input.references.get(source.run.trace_id) ?? [],
    checkExample,
    runHarnessMutants,
    mutantsPerOperator,
  });
  if (trials.outcome !== "sound") return trials;
  const { report } = trials;
  return {
    outcome: "sound",
    evalCase,
    report: { ...report, checks: report.checks + examples.checks },
  };
}

/** Why an eval adds nothing to those that are there. */
function repetition(evalCase: EvalCase, present: readonly EvalCase[]): string | undefined {
  if (present.some(({ eval_id }) => eval_id === evalCase.eval_id))
    return `eval_id "${evalCase.eval_id}" is taken; give it another`;
  const twin = present.find((other) => isSameBehaviour(other, evalCase));
  return twin && `it expects the same behaviour as ${twin.eval_id}; write another or leave it out`;
}
