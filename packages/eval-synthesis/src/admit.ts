import type { EvalCase } from "@loopwright/core";
import { contradictions } from "./contradictions.ts";
import { caseOf, type EvalDraft } from "./draft.ts";
import { draftProblems } from "./draft-problems.ts";
import type { Evidence } from "./evidence.ts";
import { checkExamples, type CheckExample } from "./example-checks.ts";
import { wordOverlap } from "./similar-text.ts";

/** A draft that was not admitted, and why. */
export interface RejectedEval {
  eval: EvalDraft;
  reason: string;
}

/** What became of the drafts of one reply. */
export interface Admission {
  admitted: EvalCase[];
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
}

/**
 * Admits the drafts that can tell good from bad: sound on their face, in line with the human feedback, proved
 * on their own examples, and not there already. The examples of all drafts are tried at the same time.
 */
export async function admit(input: AdmitInput): Promise<Admission> {
  const verdicts = await Promise.all(input.drafts.map((draft) => judgeDraft(draft, input)));
  const admission: Admission = { admitted: [], flawed: [], undecided: [] };
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
      else admission.admitted.push(verdict.evalCase);
    }
  }
  return admission;
}

type DraftVerdict =
  | { outcome: "sound"; evalCase: EvalCase }
  | { outcome: "flawed"; problems: string[] }
  | { outcome: "undecided"; reason: string };

async function judgeDraft(draft: EvalDraft, input: AdmitInput): Promise<DraftVerdict> {
  const source = input.evidence.get(draft.source_trace_id);
  const problems = [
    ...draftProblems(draft, input.evidence),
    ...contradictions(draft, source?.human ?? []),
  ];
  if (!source || problems.length > 0) return { outcome: "flawed", problems };
  const evalCase = caseOf(draft, source);
  const verdict = await checkExamples({
    evalCase,
    feedback: source.human,
    checkExample: input.checkExample,
  });
  return verdict.outcome === "sound" ? { outcome: "sound", evalCase } : verdict;
}

/** Why an eval adds nothing to those that are there. */
function repetition(evalCase: EvalCase, present: readonly EvalCase[]): string | undefined {
  if (present.some(({ eval_id }) => eval_id === evalCase.eval_id))
    return `eval_id "${evalCase.eval_id}" is taken; give it another`;
  const twin = present.find(
    (other) =>
      other.source_trace_id === evalCase.source_trace_id &&
      wordOverlap(other.expected_behavior, evalCase.expected_behavior) > 0.8,
  );
  return twin && `it expects the same behaviour as ${twin.eval_id}; write another or leave it out`;
}
