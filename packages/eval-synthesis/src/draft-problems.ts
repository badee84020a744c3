import type { EvalDraft } from "./draft.ts";
import { feedbackIdsOf, type Evidence } from "./evidence.ts";

const needed = [
  "title",
  "expected_behavior",
  "suggested_pass_example",
  "suggested_fail_example",
] as const;

/** What is wrong with a draft on its face, as sentences for whoever repairs it. */
export function draftProblems(draft: EvalDraft, evidence: Evidence): string[] {
  return [
    ...idProblems(draft),
    ...needed.flatMap((key) => (draft[key].trim() === "" ? [`${key} is empty`] : [])),
    ...sourceProblems(draft, evidence),
    ...checkProblems(draft),
    ...literalProblems(draft),
  ];
}

function idProblems({ eval_id }: EvalDraft): string[] {
  return /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u.test(eval_id.trim())
    ? []
    : [`eval_id "${eval_id}" must be letters, digits, "-", "_" and "." only`];
}

function sourceProblems(draft: EvalDraft, evidence: Evidence): string[] {
  const source = evidence.get(draft.source_trace_id);
  if (!source)
    return [
      `source_trace_id "${draft.source_trace_id}" is none of the given traces (${[...evidence.keys()].join(", ")})`,
    ];
  const known = new Set(feedbackIdsOf(source));
  const unknown = draft.source_feedback_ids.filter((id) => !known.has(id));
  if (unknown.length > 0)
    return [
      `source_feedback_ids names ${unknown.join(", ")}, which is not feedback on that trace (${[...known].join(", ")})`,
    ];
  return draft.source_feedback_ids.length === 0
    ? [
        `source_feedback_ids is empty; name what the eval was written from (${[...known].join(", ")})`,
      ]
    : [];
}

/** The method has to say what is really checked, or an eval could pass without any check. */
function checkProblems(draft: EvalDraft): string[] {
  const literals = draft.deterministic_assertions.length > 0;
  const rubric = draft.rubric.trim() !== "";
  switch (draft.scoring_method) {
    case "deterministic":
      return literals ? [] : ["a deterministic eval without an assertion checks nothing"];
    case "llm_judge":
      if (literals) return ["an llm_judge eval has assertions; call it hybrid, or leave them out"];
      return rubric ? [] : ["an llm_judge eval without a rubric checks nothing"];
    case "hybrid":
      return literals && rubric ? [] : ["a hybrid eval needs a rubric and an assertion"];
    default:
      return [];
  }
}

function literalProblems({ deterministic_assertions: assertions }: EvalDraft): string[] {
  if (assertions.some(({ value }) => value.trim() === ""))
    return ["an assertion has an empty value"];
  const banned = assertions.filter(({ type }) => type === "not-contains");
  const asked = assertions.filter(({ type }) => type !== "not-contains");
  return banned.flatMap(({ value }) =>
    asked.some((other) => other.value.includes(value))
      ? [`"${value}" is both asked for and banned`]
      : [],
  );
}
