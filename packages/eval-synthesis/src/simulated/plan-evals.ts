import { bareClaim, prohibitionOf, requirementOf } from "../rubric-sentence.ts";
import { failExample, passExample } from "./examples.ts";
import { literalsOf } from "./literals.ts";
import { demandsOf } from "./read-insight.ts";
import { plainDemands } from "./plain-demands.ts";
import type { DescribedRun, DesignAsk, Draft, HumanNote } from "./read-request.ts";

/** What one eval is to be about, before it is written out. */
interface Aspect {
  run: DescribedRun;
  name: string;
  sources: string[];
  required: readonly string[];
  prohibited: readonly string[];
  /** What the pass example says, when it is more than `required`. */
  example?: readonly string[];
}

/** The evals that are asked for: one a run first, reviewed runs before others, then further aspects in turn. */
export function planEvals({ runs, taken, count }: DesignAsk): Draft[] {
  const reviewedFirst = runs.toSorted((a, b) => reviewers(b) - reviewers(a));
  const aspects = reviewedFirst.map(aspectsOf);
  const turns = Math.max(0, ...aspects.map((list) => list.length));
  return Array.from({ length: turns }, (_, turn) => aspects.flatMap((list) => list[turn] ?? []))
    .flat()
    .map(writeEval)
    .filter(({ eval_id }) => !taken.has(eval_id))
    .slice(0, count);
}

function reviewers(run: DescribedRun): number {
  return Math.min(1, run.human_feedback.length);
}

function aspectsOf(run: DescribedRun): Aspect[] {
  const main = run.human_feedback.flatMap((note) => wholeOf(run, note));
  const claims = run.human_feedback.flatMap((note) => claimsOf(run, note));
  const parts = run.human_feedback.flatMap((note) => partsOf(run, note));
  return [...main, ...claims, ...(main.length > 0 ? [] : insightsOf(run)), ...parts];
}

/** All that a reviewer asks for. A reviewer who only wrote a summary asks for that. */
function wholeOf(run: DescribedRun, note: HumanNote): Aspect[] {
  const required =
    note.required_observations.length + note.prohibited_claims.length > 0
      ? note.required_observations
      : [note.summary];
  return required.join("").trim() === "" && note.prohibited_claims.length === 0
    ? []
    : [{ ...aspectOf(run, note), required, prohibited: note.prohibited_claims }];
}

/** The prohibited claims alone, where each of them is a statement that an answer could make. */
function claimsOf(run: DescribedRun, note: HumanNote): Aspect[] {
  const claims = note.prohibited_claims.filter(isStatement);
  return claims.length === 0 || note.required_observations.length === 0
    ? []
    : [
        {
          ...aspectOf(run, note, "claims"),
          required: [],
          prohibited: claims,
          example: note.required_observations,
        },
      ];
}

function partsOf(run: DescribedRun, note: HumanNote): Aspect[] {
  return note.required_observations.length < 2
    ? []
    : note.required_observations.map((observation, index) => ({
        ...aspectOf(run, note, String(index + 1)),
        required: [observation],
        prohibited: [],
      }));
}

function insightsOf(run: DescribedRun): Aspect[] {
  return run.model_feedback.flatMap(({ insight_id, observations }) => {
    const demands = demandsOf(observations);
    const aspect = { run, sources: [insight_id] };
    return [
      ...(demands.required.length > 0
        ? [{ ...aspect, name: "observed", required: demands.required.slice(0, 2), prohibited: [] }]
        : []),
      ...(demands.prohibited.length > 0
        ? [{ ...aspect, name: "claims", required: [], prohibited: demands.prohibited }]
        : []),
      ...demands.required.slice(2).map((required, index) => ({
        ...aspect,
        name: `observed-${index + 2}`,
        required: [required],
        prohibited: [],
      })),
    ];
  });
}

function aspectOf(run: DescribedRun, note: HumanNote, part = "") {
  const name = [note.theme || "review", part].filter(Boolean).join("-");
  return { run, name, sources: [note.feedback_id] };
}

/** A sentence that an answer could hold, and not a way of working. */
function isStatement(claim: string): boolean {
  return !bareClaim(claim).startsWith("I ");
}

function writeEval({ run, name, sources, prohibited, ...aspect }: Aspect): Draft {
  const required = aspect.required.flatMap(plainDemands);
  const sentences = [...required.map(requirementOf), ...prohibited.map(prohibitionOf)];
  const literals = literalsOf(required);
  return {
    eval_id: slug(`${run.trace_label}-${name}`),
    title: `${upperFirst(name.replaceAll(/[_-]+/gu, " "))}: ${run.trace_label}`,
    scoring_method: literals.length > 0 ? "hybrid" : "llm_judge",
    expected_behavior: sentences.join(" "),
    source_trace_id: run.trace_id,
    source_feedback_ids: sources,
    rubric: sentences.join("\n"),
    deterministic_assertions: literals.map((value) => ({ type: "icontains", value })),
    suggested_pass_example: passExample({
      run,
      required: aspect.example?.flatMap(plainDemands) ?? required,
      prohibited,
    }),
    suggested_fail_example: failExample(prohibited),
  };
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-+|-+$/gu, "");
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
