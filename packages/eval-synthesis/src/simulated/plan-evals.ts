import { prohibitionOf, requirementOf } from "../rubric-sentence.ts";
import { aspectsOf, type Aspect } from "./aspects.ts";
import { failExample, passExample } from "./examples.ts";
import { literalsOf } from "./literals.ts";
import { plainDemands } from "./plain-demands.ts";
import type { DescribedRun, DesignAsk, Draft } from "./read-request.ts";

/** The evals that are asked for: one a run first, reviewed runs before others, then further aspects in turn. */
export function planEvals({ runs, taken, count }: DesignAsk): Draft[] {
  const reviewedFirst = runs.toSorted((a, b) => reviewers(b) - reviewers(a));
  const chosen = inTurns(reviewedFirst.map(aspectsOf))
    .filter(({ id }) => !taken.has(id))
    .slice(0, count);
  const planned = new Set([...taken, ...chosen.map(({ id }) => id)]);
  return chosen.map((aspect) =>
    // Where the claims have an eval of their own, each of the two checks one thing.
    planned.has(aspect.claimsId ?? "") && aspect.required.length > 0
      ? writeEval({ ...aspect, prohibited: [] })
      : writeEval(aspect),
  );
}

function inTurns(lists: readonly Aspect[][]): Aspect[] {
  const turns = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: turns }, (_, turn) =>
    lists.flatMap((list) => list[turn] ?? []),
  ).flat();
}

function reviewers(run: DescribedRun): number {
  return Math.min(1, run.human_feedback.length);
}

function writeEval({ run, ...aspect }: Aspect): Draft {
  const required = aspect.required.flatMap(plainDemands);
  const sentences = [...required.map(requirementOf), ...aspect.prohibited.map(prohibitionOf)];
  const literals = literalsOf(required);
  return {
    eval_id: aspect.id,
    title: aspect.title,
    scoring_method: literals.length > 0 ? "hybrid" : "llm_judge",
    expected_behavior: sentences.join(" "),
    source_trace_id: run.trace_id,
    source_feedback_ids: aspect.sources,
    rubric: sentences.join("\n"),
    deterministic_assertions: literals.map((value) => ({ type: "icontains", value })),
    suggested_pass_example: passExample({
      run,
      required: aspect.example?.flatMap(plainDemands) ?? required,
      prohibited: aspect.wrong,
    }),
    suggested_fail_example: failExample(aspect.wrong),
  };
}
